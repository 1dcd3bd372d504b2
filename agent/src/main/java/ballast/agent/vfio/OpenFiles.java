package ballast.agent.vfio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which processes have which files of {@code /dev} open, from {@code /proc/PID/fd}. What the reader may not see, other users'
 * processes unless it is root and those of other PID namespaces, is missing.
 */
final class OpenFiles {
    private final Map<String, TreeSet<String>> users = new TreeMap<>();

    private OpenFiles() {}

    /** Takes a second on a host with thousands of processes. */
    static OpenFiles read(Path proc) throws IOException {
        OpenFiles open = new OpenFiles();
        try (Stream<Path> processes = Files.list(proc)) {
            for (Path process : processes.filter(OpenFiles::isProcess).toList()) {
                open.add(process);
            }
        }
        return open;
    }

    private static boolean isProcess(Path folder) {
        return folder.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    private void add(Path process) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            String name = Files.readString(process.resolve("comm")).strip() + " (pid " + process.getFileName() + ")";
            descriptors
                    .map(OpenFiles::file)
                    .filter(file -> file.startsWith("/dev/"))
                    .forEach(file -> users.computeIfAbsent(file, first -> new TreeSet<>())
                            .add(name));
        } catch (IOException | UncheckedIOException e) {
            // it has ended meanwhile, or is not ours to look at
        }
    }

    /** Empty if it is closed meanwhile: the process's other files still count. */
    private static String file(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The processes that have it open, {@code qemu-system-x86 (pid 4711)}. */
    List<String> usersOf(String file) {
        return List.copyOf(users.getOrDefault(file, new TreeSet<>()));
    }
}
