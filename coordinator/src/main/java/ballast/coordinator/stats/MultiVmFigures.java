package ballast.coordinator.stats;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What several VMs occupy together, and how long their builds took, in s (hyperalloc-bench's {@code plot/multivm}; the integrals are
 * {@link Footprint}'s).
 */
public final class MultiVmFigures {
    /** The largest RSS of each VM; with {@code _0} behind it that of VM 0, and so on. */
    public static final String VM_PEAK_GIB = "vm_peak_gib";

    /** {@link Figures#FOOTPRINT_GIB_MIN} ÷ the baseline's − 1: −0.42 is 42 % less. */
    public static final String FOOTPRINT_VS_BASELINE = "footprint_vs_baseline";

    /** The same of {@link Figures#PEAK_GIB}. */
    public static final String PEAK_VS_BASELINE = "peak_vs_baseline";

    private MultiVmFigures() {}

    /**
     * @param vms each VM's samples, from the common start on
     * @param builds each VM's build times; a build takes from its start to its end, without the clean-up
     */
    public static Figures of(List<List<Sample>> vms, List<BuildTimes> builds) {
        return (vms.stream().allMatch(List::isEmpty) ? Figures.NONE : withVms(Footprint.corrected(vms)))
                .and(builds(builds).spreads());
    }

    /** As the published artefact's plots compute it, see {@link Footprint#asPublished}. */
    public static Figures asPublished(List<List<PublishedSample>> vms, List<BuildTimes> builds) {
        boolean none = vms.stream().noneMatch(rows -> rows.stream().anyMatch(PublishedSample::complete));
        return (none ? Figures.NONE : withVms(Footprint.asPublished(vms)))
                .and(builds(builds).spreads());
    }

    /** {@link Figures#BUILD_S} of each build. */
    public static Measurements builds(List<BuildTimes> builds) {
        return Measurements.NONE.and(Figures.BUILD_S, builds.stream().flatMapToDouble(MultiVmFigures::durations));
    }

    /** How much more or less than the baseline, whose VMs give nothing back, as a share of the baseline's. */
    public static Figures versus(Figures baseline, Figures run) {
        return Figures.NONE
                .and(FOOTPRINT_VS_BASELINE, share(baseline, run, Figures.FOOTPRINT_GIB_MIN))
                .and(PEAK_VS_BASELINE, share(baseline, run, Figures.PEAK_GIB));
    }

    /** Footprint and peak of several runs of one thing, each the median. */
    public static Figures median(List<Figures> runs) {
        Figures figures = Figures.NONE;
        for (String name : List.of(Figures.FOOTPRINT_GIB_MIN, Figures.PEAK_GIB)) {
            Optional<Spread> spread = Spread.of(runs.stream().mapToDouble(run -> run.number(name)));
            figures = figures.and(name, spread.map(Spread::median).orElse(Double.NaN));
        }
        return figures;
    }

    private static double share(Figures baseline, Figures run, String name) {
        return run.number(name) / baseline.number(name) - 1;
    }

    private static Figures withVms(Footprint footprint) {
        Figures figures = together(footprint)
                .and(VM_PEAK_GIB, Spread.of(footprint.vmPeakGib().stream().mapToDouble(peak -> peak)));
        for (int vm = 0; vm < footprint.vmPeakGib().size(); vm++) {
            figures = figures.and(VM_PEAK_GIB + "_" + vm, footprint.vmPeakGib().get(vm));
        }
        return figures;
    }

    private static Figures together(Footprint footprint) {
        return Figures.NONE
                .and(Figures.FOOTPRINT_GIB_MIN, footprint.gibMinutes())
                .and(Figures.PEAK_GIB, footprint.peakGib());
    }

    /** Footprint and peak, {@link Footprint#corrected}; of a benchmark with one VM, too. */
    public static Figures footprint(List<List<Sample>> vms) {
        return vms.stream().allMatch(List::isEmpty) ? Figures.NONE : together(Footprint.corrected(vms));
    }

    private static DoubleStream durations(BuildTimes times) {
        return IntStream.range(0, times.build().size())
                .mapToDouble(i -> times.build().get(i) - times.start().get(i));
    }
}
