package ballast.agent.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found out about files, kept from one start to the next until a file changes (by path, size or time). */
public final class Findings {
    private final Path folder;
    private final String circumstances;

    /** @param circumstances a finding counts only in these */
    public Findings(Path folder, String circumstances) {
        this.folder = folder;
        this.circumstances = circumstances;
    }

    /**
     * What was kept about a file; what cannot be read, or is about something else, counts as absent.
     *
     * @throws IOException if there is no such file
     */
    public Optional<List<String>> about(Path file) throws IOException {
        String subject = subject(file);
        try {
            List<String> lines = Files.readAllLines(place(subject));
            return !lines.isEmpty() && lines.get(0).equals(subject)
                    ? Optional.of(lines.subList(1, lines.size()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** By rename: another agent of this host may read it now. */
    public void keep(Path file, List<String> lines) throws IOException {
        String subject = subject(file);
        Files.createDirectories(folder);
        Path partial = Files.createTempFile(folder, "new", ".part");
        List<String> all = new ArrayList<>(List.of(subject));
        all.addAll(lines);
        Files.write(partial, all);
        Files.move(partial, place(subject), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String subject(Path file) throws IOException {
        Path real = file.toRealPath();
        return (real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real) + " " + circumstances).strip();
    }

    /** Two subjects may fall into one place: then the later one has it. */
    private Path place(String subject) {
        return folder.resolve(Integer.toHexString(subject.hashCode()));
    }
}
