package ballast.coordinator.report;

import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.FigureVariants;
import ballast.model.Driver;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a run's raw files. What cannot be read takes only the figures with it that need it, and is told. */
final class Readings {
    private final StoredRun run;
    private final boolean imported;
    private final List<String> problems = new ArrayList<>();

    /** @param imported whether other programs have measured it, which leave fewer files */
    Readings(StoredRun run, boolean imported) {
        this.run = run;
        this.imported = imported;
    }

    /** Of another run of the same campaign. */
    Readings of(StoredRun other) {
        return new Readings(other, imported);
    }

    /** Something read from files. */
    interface Reading<T> {
        T read() throws IOException;
    }

    StoredRun run() {
        return run;
    }

    List<String> problems() {
        return problems;
    }

    boolean isReplayed() {
        return run.status() instanceof StoredStatus.Ended ended && ended.driver() == Driver.REPLAY;
    }

    /** What a footprint trace, or another program, does not tell: of such a run, a file that is not there is no problem. */
    FigureVariants measured(String what, Reading<FigureVariants> reading) {
        return unlessAbsent(imported || isReplayed(), what, reading);
    }

    /** What a footprint trace tells, but another program may not. */
    FigureVariants sampled(String what, Reading<FigureVariants> reading) {
        return unlessAbsent(imported, what, reading);
    }

    private FigureVariants unlessAbsent(boolean mayBe, String what, Reading<FigureVariants> reading) {
        return part(what, () -> {
            try {
                return reading.read();
            } catch (NoSuchFileException | FileNotFoundException e) {
                if (mayBe) {
                    return FigureVariants.NONE;
                }
                throw e;
            }
        });
    }

    FigureVariants part(String what, Reading<FigureVariants> reading) {
        return attempt(what, reading).orElse(FigureVariants.NONE);
    }

    <T> Optional<T> attempt(String what, Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (NoSuchFileException e) {
            problems.add("no " + what + ": there is no file " + e.getFile());
        } catch (IOException | IllegalArgumentException e) {
            problems.add("no " + what + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
