package ballast.coordinator.stats;

import java.util.List;

/**
 * What a VM of compiling or blender had done when, in s since its first build's start.
 *
 * @param build ends of the builds
 * @param delay ends of the pauses after them
 * @param clean end of the pause after the clean-up; NaN if there was none
 * @param drop end of the pause after the page cache was dropped; NaN if there was none
 * @param userSeconds what the host's CPUs worked for it; NaN if that is not known
 * @param systemSeconds likewise, in the kernel
 */
public record CompilingTimes(
        List<Double> build, List<Double> delay, double clean, double drop, double userSeconds, double systemSeconds) {
    public CompilingTimes {
        build = List.copyOf(build);
        delay = List.copyOf(delay);
        if (build.isEmpty() || build.size() != delay.size()) {
            throw new IllegalArgumentException("got the ends of " + build.size() + " builds and " + delay.size()
                    + " delays, want one or more, and as many of both");
        }
    }

    /** When build {@code i} began: with the first, or when the pause after the one before it was over. */
    public double start(int i) {
        return i == 0 ? 0 : delay.get(i - 1);
    }
}
