package ballast.coordinator.stats;

import java.util.List;

/**
 * When one VM of multivm built and cleaned, in s since the start that all VMs share: moments, not durations.
 *
 * @param start when each build started
 * @param build when it ended
 * @param clean when the clean-up after it ended
 */
public record BuildTimes(List<Double> start, List<Double> build, List<Double> clean) {
    public BuildTimes {
        start = List.copyOf(start);
        build = List.copyOf(build);
        clean = List.copyOf(clean);
        if (build.size() > start.size()) {
            throw new IllegalArgumentException("got " + build.size() + " ended builds and " + start.size()
                    + " started ones, want no more than were started");
        }
    }
}
