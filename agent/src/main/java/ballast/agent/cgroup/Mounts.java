package ballast.agent.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where this process's control groups are.
 *
 * @param mountinfo the lines of {@code /proc/self/mountinfo}
 * @param memberships the lines of {@code /proc/self/cgroup}
 */
record Mounts(List<String> mountinfo, List<String> memberships) {
    static Mounts ofThisProcess() throws IOException {
        return new Mounts(
                Files.readAllLines(Path.of("/proc/self/mountinfo")), Files.readAllLines(Path.of("/proc/self/cgroup")));
    }

    /** This process's group in the hierarchy of version 2; empty if that is not mounted, or the group lies outside what is. */
    Optional<Path> v2() {
        return folder("cgroup2", "", "");
    }

    /** This process's group in version 1's hierarchy with a controller. */
    Optional<Path> v1(String controller) {
        return folder("cgroup", controller, controller);
    }

    private Optional<Path> folder(String type, String option, String controller) {
        Optional<String> membership = memberships.stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .filter(parts -> Arrays.asList(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2])
                .findFirst();
        if (membership.isEmpty()) {
            return Optional.empty();
        }
        return mountinfo.stream()
                .map(line -> line.split(" "))
                .flatMap(words -> mounted(words, type, option, membership.get()).stream())
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** A line: id, parent, device, root, mount point, options, optional fields, "-", type, source, the file system's options. */
    private static Optional<Path> mounted(String[] words, String type, String option, String membership) {
        int dash = Arrays.asList(words).indexOf("-");
        if (dash < 5 || words.length < dash + 4 || !words[dash + 1].equals(type)) {
            return Optional.empty();
        }
        if (!option.isEmpty() && !Arrays.asList(words[dash + 3].split(",")).contains(option)) {
            return Optional.empty();
        }
        Path root = Path.of(words[3]);
        Path group = Path.of(membership);
        if (!group.startsWith(root)) {
            return Optional.empty(); // of a parent's namespace, such as /../x
        }
        return Optional.of(Path.of(words[4]).resolve(root.relativize(group)));
    }
}
