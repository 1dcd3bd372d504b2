package ballast.coordinator.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What it takes to make a host have some files.
 *
 * @param folders to make, parents before children
 * @param links files that the host has under another name already: a second name for them is enough
 * @param uploads files to send
 */
record UploadPlan(List<String> folders, List<Link> links, List<RemoteFile> uploads) {
    /** A second name for a file on the host. */
    record Link(String from, String to) {}

    UploadPlan {
        folders = List.copyOf(folders);
        links = List.copyOf(links);
        uploads = List.copyOf(uploads);
    }

    /**
     * The difference.
     *
     * @param wanted paths unique
     * @param there digests by path, of the host's files
     */
    static UploadPlan of(Collection<RemoteFile> wanted, Map<String, String> there) {
        Map<String, String> pathByDigest = new TreeMap<>();
        there.forEach((path, digest) -> pathByDigest.merge(digest, path, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        List<Link> links = new ArrayList<>();
        List<RemoteFile> uploads = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        for (RemoteFile file : wanted) {
            if (file.digest().equals(there.get(file.path()))) {
                continue;
            }
            folders.add(file.folder());
            String same = pathByDigest.get(file.digest());
            // A second name would share the mode; and a secret has one name.
            if (same != null && file.mode() == RemoteFile.Mode.READABLE && !there.containsKey(file.path())) {
                links.add(new Link(same, file.path()));
            } else {
                uploads.add(file);
            }
        }
        return new UploadPlan(List.copyOf(folders), links, uploads);
    }

    boolean isEmpty() {
        return links.isEmpty() && uploads.isEmpty();
    }
}
