package ballast.coordinator.stats;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What several VMs occupy together, and how long their builds took, in s. */
public final class MultiVmFigures {
    private MultiVmFigures() {}

    /**
     * @param vms each VM's samples, from the common start on
     * @param builds each VM's build times; a build takes from its start to its end, without the clean-up
     */
    public static Figures of(List<List<Sample>> vms, List<BuildTimes> builds) {
        return footprint(vms)
                .and(Figures.BUILD_S, Spread.of(builds.stream().flatMapToDouble(MultiVmFigures::durations)));
    }

    /** Footprint and peak, {@link Footprint#corrected}; of a benchmark with one VM, too. */
    public static Figures footprint(List<List<Sample>> vms) {
        if (vms.stream().allMatch(List::isEmpty)) {
            return Figures.NONE;
        }
        Footprint footprint = Footprint.corrected(vms);
        return Figures.NONE
                .and(Figures.FOOTPRINT_GIB_MIN, footprint.gibMinutes())
                .and(Figures.PEAK_GIB, footprint.peakGib());
    }

    private static DoubleStream durations(BuildTimes times) {
        return IntStream.range(0, times.build().size())
                .mapToDouble(i -> times.build().get(i) - times.start().get(i));
    }
}
