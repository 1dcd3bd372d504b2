package ballast.coordinator.results;

import ballast.model.ResultFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The files that an agent uploaded for an attempt, and whether they are what it declared. */
record Upload(Path folder) {
    private static final int SHOWN = 5;
    /** What a commit adds; left here if the coordinator died in the middle of one. */
    private static final Set<String> OURS = Set.of(
            StoreLayout.SPEC,
            StoreLayout.STATUS,
            Durable.unfinished(Path.of(StoreLayout.SPEC)).toString(),
            Durable.unfinished(Path.of(StoreLayout.STATUS)).toString());

    /**
     * Exactly the declared files, each with its size and digest; then everything is on disk.
     *
     * @throws CommitException naming the first few files that are not as declared
     */
    void verify(List<ResultFile> declared) throws CommitException, IOException {
        List<String> problems = problems(declared);
        if (!problems.isEmpty()) {
            int more = problems.size() - SHOWN;
            throw new CommitException(
                    CommitException.Remedy.RESEND,
                    "the upload in " + folder + " is not what the agent declared: "
                            + String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())))
                            + (more > 0 ? "; and " + more + " more" : "")
                            + "; the agent must send it again");
        }
        for (Path path : Durable.deepestFirst(folder)) {
            if (!isOurs(path)) {
                Durable.sync(path);
            }
        }
    }

    /** Takes back what a commit that failed has added. */
    void removeOurs() throws IOException {
        for (String name : OURS) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    List<String> problems(List<ResultFile> declared) throws IOException {
        TreeMap<String, ResultFile> wanted = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (ResultFile file : declared) {
            if (OURS.contains(file.path())) {
                problems.add(file.path() + " is declared, but the coordinator writes that file itself");
            } else if (wanted.put(file.path(), file) != null) {
                problems.add(file.path() + " is declared twice");
            }
        }
        for (ResultFile file : wanted.values()) {
            problem(file, problems);
        }
        for (String path : uploaded()) {
            if (!wanted.containsKey(path)) {
                problems.add(path + " is there, but was not declared");
            }
        }
        return problems;
    }

    private void problem(ResultFile wanted, List<String> problems) throws IOException {
        Path file = folder.resolve(wanted.path());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            problems.add(wanted.path() + " is missing, want a file of " + wanted.bytes() + " bytes");
        } else if (Files.size(file) != wanted.bytes()) {
            problems.add(wanted.path() + ": got " + Files.size(file) + " bytes, want " + wanted.bytes());
        } else if (!digest(file).equalsIgnoreCase(wanted.sha256())) {
            problems.add(wanted.path() + ": got SHA-256 " + digest(file) + ", want " + wanted.sha256());
        }
    }

    private List<String> uploaded() throws IOException {
        return Durable.deepestFirst(folder).stream()
                .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .filter(path -> !isOurs(path))
                .map(path -> folder.relativize(path).toString())
                .sorted()
                .toList();
    }

    private boolean isOurs(Path path) {
        return OURS.contains(folder.relativize(path).toString());
    }

    /** SHA-256, in hex. */
    static String digest(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
