package ballast.coordinator.plot;

import ballast.coordinator.report.RunSummary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads raw files for plots. What cannot be read takes only its curves with it, and is told once. */
final class Readings {
    private final boolean imported;
    private final Set<String> problems = new LinkedHashSet<>();

    /** @param imported whether files may be missing, as hyperalloc-bench leaves fewer than we do */
    Readings(boolean imported) {
        this.imported = imported;
    }

    /** Something read from files. */
    interface Reading<T> {
        T read() throws IOException;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    <T> Optional<T> of(RunSummary run, String what, Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (NoSuchFileException | FileNotFoundException e) {
            if (!imported && !run.isReplayed()) {
                problems.add(run.stored().run() + ": no " + what + ": there is no file " + e.getMessage());
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add(run.stored().run() + ": no " + what + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
