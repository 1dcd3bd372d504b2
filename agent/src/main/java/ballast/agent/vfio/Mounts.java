package ballast.agent.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is mounted or swapped to, from {@code /proc/self/mountinfo} and {@code /proc/swaps} (Linux,
 * Documentation/filesystems/proc.rst). Mounts of other mount namespaces are missing.
 */
final class Mounts {
    private record Mount(String number, String point, String source) {}

    private final List<Mount> mounts = new ArrayList<>();
    private final List<String> swaps;

    private Mounts(List<String> mountInfo, List<String> swaps) {
        mountInfo.forEach(line -> mounts.add(parse(line)));
        this.swaps = swaps.stream().skip(1).map(line -> line.split("\\s+")[0]).toList();
    }

    static Mounts read(Path proc) throws IOException {
        return new Mounts(lines(proc.resolve("self/mountinfo")), lines(proc.resolve("swaps")));
    }

    /** Fields: id, parent, major:minor, root, mount point, …, and after a lone "-": type, source. */
    private static Mount parse(String line) {
        String[] fields = line.split(" ");
        int dash = List.of(fields).indexOf("-");
        return new Mount(fields[2], fields[4], fields[dash + 2]);
    }

    /** A kernel without swap has no file of it. */
    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * How a block device is used, a phrase each.
     *
     * @param number {@code 259:1}
     * @param file {@code /dev/nvme0n1p1}: file systems with numbers of their own, such as btrfs, only name it
     */
    List<String> usesOf(String number, String file) {
        List<String> uses = new ArrayList<>();
        mounts.stream()
                .filter(mount -> mount.number.equals(number) || mount.source.equals(file))
                .forEach(mount -> uses.add("is mounted on " + mount.point));
        swaps.stream().filter(file::equals).forEach(swap -> uses.add("is swapped to"));
        return uses;
    }
}
