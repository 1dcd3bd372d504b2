package ballast.coordinator.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of a run's raw files, as strangers may see it: what is in it, and nothing else. */
public record RunFolder(Path path) {
    private static final int DEEPEST = 6;
    private static final String VM = "vm_";

    /** A file below it, its name with slashes. */
    record Entry(String name, long bytes) {}

    /**
     * A file in it, by its name from an address.
     *
     * @param names decoded parts of a path, which may be anything
     * @return empty if there is no such plain file, or if it would lie elsewhere; no link is followed
     */
    public Optional<Path> file(List<String> names) throws IOException {
        Path file = path;
        for (String name : names) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.matches("(?s).*[/\\\\\\x00].*")) {
                return Optional.empty();
            }
            file = file.resolve(name);
            if (Files.isSymbolicLink(file)) {
                return Optional.empty();
            }
        }
        boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return plain && file.toRealPath().startsWith(path.toRealPath()) ? Optional.of(file) : Optional.empty();
    }

    /** All plain files, by name. */
    List<Entry> entries() throws IOException {
        try (Stream<Path> files = Files.walk(path, DEEPEST)) {
            List<Path> plain = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            List<Entry> entries = new java.util.ArrayList<>();
            for (Path file : plain) {
                entries.add(new Entry(path.relativize(file).toString(), Files.size(file)));
            }
            return entries;
        }
    }

    /** Where each VM's files lie: in a folder of its own, or all of the only VM's here. */
    List<Path> vms() throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            List<Path> folders = children.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().matches(VM + "\\d{1,6}"))
                    .sorted(Comparator.comparingInt(RunFolder::index))
                    .toList();
            return folders.isEmpty() ? List.of(path) : folders;
        }
    }

    private static int index(Path folder) {
        return Integer.parseInt(folder.getFileName().toString().substring(VM.length()));
    }

    /** A VM's files with what its console has printed. */
    List<String> consoles(Path vm) throws IOException {
        try (Stream<Path> children = Files.list(vm)) {
            return children.filter(file -> file.getFileName().toString().matches("(boot|out)[^/]*\\.txt"))
                    .map(file -> path.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
