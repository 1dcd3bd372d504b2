package ballast.coordinator.schedule;

import ballast.model.BenchmarkSpec;
import ballast.model.Cell;
import java.time.Duration;

/**
 * How long a run may take of which nothing was measured yet: its pauses, and a minute for each piece of work. Only plans rest on it: a
 * run that takes longer keeps what it has until it ends.
 */
final class DurationGuess {
    private static final Duration WORK = Duration.ofMinutes(1);

    private DurationGuess() {}

    /** In s, 1 or more. */
    static int seconds(Cell cell) {
        return (int) Math.min(1_000_000, Math.max(1, of(cell.spec()).toSeconds()));
    }

    private static Duration of(BenchmarkSpec spec) {
        if (spec instanceof BenchmarkSpec.MultiVm multi) {
            return WORK.plus(multi.delay().multipliedBy(multi.builds()));
        }
        if (spec instanceof BenchmarkSpec.Compiling compiling) {
            return WORK.plus(compiling.delay().multipliedBy(3));
        }
        if (spec instanceof BenchmarkSpec.Blender blender) {
            return WORK.plus(blender.delay()).multipliedBy(blender.builds());
        }
        if (spec instanceof BenchmarkSpec.Inflate inflate) {
            return WORK.plus(inflate.delay().multipliedBy(2L * inflate.iterations()));
        }
        if (spec instanceof BenchmarkSpec.Stream stream) {
            return WORK.plus(stream.duration());
        }
        return WORK.multipliedBy(2);
    }
}
