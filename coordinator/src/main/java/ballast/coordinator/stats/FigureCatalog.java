package ballast.coordinator.stats;

import ballast.coordinator.stats.FigureKind.Better;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every figure that is told of runs and can be compared, with what it means. */
public final class FigureCatalog {
    private static final List<String> RESIZED = List.of("inflate", "stream", "ftq");
    private static final List<String> INFLATE = List.of("inflate");
    private static final List<String> BUILDING = List.of("compiling", "blender");
    private static final List<String> MULTIVM = List.of("multivm");
    private static final List<String> ALL = List.of("inflate", "stream", "ftq", "compiling", "blender", "multivm");
    private static final List<String> WORKING = List.of("stream", "ftq");
    private static final String FIRST = "; median over the iterations but the first";

    private static final List<FigureKind> KINDS = List.of(
            many(Figures.SHRINK_GIB_S, "shrink_rate", "GiB/s", Better.HIGHER, RESIZED, "bytes taken / time" + FIRST, "the VM's full size / time"),
            many(Figures.GROW_GIB_S, "grow_rate", "GiB/s", Better.HIGHER, RESIZED, "bytes given back / time" + FIRST, "the VM's full size / time"),
            many(Figures.TOUCH_GIB_S, "touch_rate", "GiB/s", Better.HIGHER, INFLATE, "bytes touched right after the growth / time" + FIRST, "(the VM's full size - 1 GiB) / time"),
            many(Figures.TOUCH2_GIB_S, "touch2_rate", "GiB/s", Better.HIGHER, INFLATE, "bytes touched once more / time" + FIRST, "(the VM's full size - 1 GiB) / time"),
            many(Figures.RETURN_INSTALL_GIB_S, "return_install_rate", "GiB/s", Better.HIGHER, INFLATE, "1 / (1/grow + 1/touch): a growth and the first touch one after the other" + FIRST, "the same of its grow and touch"),
            one(Figures.FOOTPRINT_GIB_MIN, "footprint", "GiB min", Better.LOWER, ALL, "integral of RSS over time by the trapezoid rule, each VM from its first to its last sample, summed", "without samples that have anything missing, and a VM that ended is carried forward to the end"),
            one(Figures.PEAK_GIB, "peak", "GiB", Better.LOWER, ALL, "largest sum of all VMs' RSS", "without samples that have anything missing, and with VMs that have ended"),
            many(MultiVmFigures.VM_PEAK_GIB, "vm_peak", "GiB", Better.LOWER, MULTIVM, "largest RSS of a VM; median over the VMs, _0 and so on of each", "without samples that have anything missing"),
            one(MultiVmFigures.FOOTPRINT_VS_BASELINE, "footprint_vs_baseline", "", Better.LOWER, MULTIVM, "footprint / that of base-manual - 1", "of the footprints as published"),
            one(MultiVmFigures.PEAK_VS_BASELINE, "peak_vs_baseline", "", Better.LOWER, MULTIVM, "peak / that of base-manual - 1", "of the peaks as published"),
            many(Figures.BUILD_S, "build_time", "s", Better.LOWER, List.of("compiling", "blender", "multivm"), "from a build's start to its end; median over the builds", ""),
            many(CompilingFigures.BUILD_FOOTPRINT_GIB_MIN, "build_footprint", "GiB min", Better.LOWER, BUILDING, "footprint of each build; median over them", "without samples that have anything missing"),
            many(CompilingFigures.DELAY_GIB, "idle_level", "GiB", Better.LOWER, BUILDING, "largest RSS within 2 s of the middle of the pause after a build; median over them", "without samples that have anything missing"),
            one(CompilingFigures.CLEAN_GIB, "clean_level", "GiB", Better.LOWER, BUILDING, "largest RSS within 2 s of the end of the pause after the clean-up", "without samples that have anything missing"),
            one(CompilingFigures.DROP_GIB, "drop_level", "GiB", Better.LOWER, BUILDING, "largest RSS within 2 s of the end of the pause after the page cache was dropped", "without samples that have anything missing"),
            one(CompilingFigures.USER_S, "cpu_user", "s", Better.LOWER, BUILDING, "the host's CPU time for the VM in user mode, its guest's code included", ""),
            one(CompilingFigures.SYSTEM_S, "cpu_system", "s", Better.LOWER, BUILDING, "the host's CPU time for the VM in the kernel", ""),
            many(CompilingFigures.BUILD_FULL_SIZE_GIB_MIN, "build_full_size", "GiB min", Better.LOWER, BUILDING, "as published only", "as if the VM had its full size while it builds"),
            one(Figures.WORKLOAD_S, "workload_time", "s", Better.LOWER, MULTIVM, "from the common start to the last VM's end", ""),
            many(StreamFigures.BANDWIDTH_GB_S, "bandwidth", "GB/s", Better.HIGHER, List.of("stream"), "of each iteration of copy; median, and percentiles _p1 _p5 _p25", "the series is cut where virtio-balloon's own time passes 140 s"),
            one(StreamFigures.WORK_S, "work_time", "s", Better.LOWER, List.of("stream"), "sum of all iterations' times", "of the cut series"),
            one(StreamFigures.FASTER_S, "faster", "s", Better.HIGHER, List.of("stream"), "as published only", "virtio-balloon's work_time less the run's"),
            many(FtqFigures.WORK, "work", "units", Better.HIGHER, List.of("ftq"), "of all threads per quantum, without the first; median, and percentiles _p1 _p5 _p25", ""),
            one(FtqFigures.WORK_SUM, "work_sum", "units", Better.HIGHER, List.of("ftq"), "all quanta but the first", ""),
            one(FtqFigures.WORK_MINUS_BALLOON, "work_minus_balloon", "units", Better.HIGHER, List.of("ftq"), "as published only", "work_sum less virtio-balloon's"),
            one(DipFigures.SHRINK_DEPTH, "shrink_dip", "", Better.LOWER, WORKING, "1 - the slowest second between shrink and growth / the baseline's median second", "not computed"),
            one(DipFigures.SHRINK_S, "shrink_dip_time", "s", Better.LOWER, WORKING, "seconds of them that are slower than 99 % of the baseline's", "not computed"),
            one(DipFigures.GROW_DEPTH, "grow_dip", "", Better.LOWER, WORKING, "the same from the growth to the end", "not computed"),
            one(DipFigures.GROW_S, "grow_dip_time", "s", Better.LOWER, WORKING, "the same from the growth to the end", "not computed"),
            one(DipFigures.WORK_VS_BASELINE, "work_vs_baseline", "", Better.HIGHER, WORKING, "median second / the baseline's median second - 1", "not computed"),
            one(Figures.TOTAL_S, "total_time", "s", Better.LOWER, ALL, "the whole attempt, from before the boot to after the stop", ""));

    /** What most want to know first: every further figure makes the test of each more strict. */
    private static final Set<String> HEADLINES = Set.of(
            "inflate shrink_rate",
            "inflate grow_rate",
            "inflate return_install_rate",
            "stream bandwidth",
            "ftq work",
            "compiling footprint",
            "compiling build_time",
            "compiling drop_level",
            "blender footprint",
            "blender build_time",
            "blender drop_level",
            "multivm footprint",
            "multivm peak",
            "multivm build_time");

    private FigureCatalog() {}

    /** Of one value. */
    private static FigureKind one(
            String name, String shortName, String unit, Better better, List<String> of, String formula, String published) {
        return new FigureKind(name, shortName, name, unit, better, of, formula, published);
    }

    /** Of many, for which their median stands. */
    private static FigureKind many(
            String name, String shortName, String unit, Better better, List<String> of, String formula, String published) {
        return new FigureKind(name, shortName, name + Figures.MEDIAN, unit, better, of, formula, published);
    }

    /** In the order in which they are told. */
    public static List<FigureKind> kinds() {
        return KINDS;
    }

    /** All of a benchmark. */
    public static List<FigureKind> kinds(String benchmark) {
        return KINDS.stream()
                .filter(kind -> kind.benchmarks().contains(benchmark))
                .toList();
    }

    /** Those of a benchmark that are compared unless others are asked for. */
    public static List<FigureKind> headlines(String benchmark) {
        return KINDS.stream()
                .filter(kind -> HEADLINES.contains(benchmark + " " + kind.shortName()))
                .toList();
    }

    /** What a figure is, by its name in {@link Figures}; empty if it is none of these. */
    public static Optional<FigureKind> kind(String figure) {
        return KINDS.stream().filter(kind -> kind.has(figure)).findFirst();
    }

    /** The figure that users mean: by its short name, its name, or its name in {@link Figures}. */
    public static Optional<String> figure(String word) {
        for (FigureKind kind : KINDS) {
            if (word.equals(kind.shortName()) || word.equals(kind.name())) {
                return Optional.of(kind.key());
            }
        }
        return kind(word).map(kind -> word);
    }

    /** All short names, sorted. */
    public static List<String> shortNames() {
        Set<String> names = new TreeSet<>();
        KINDS.forEach(kind -> names.add(kind.shortName()));
        return new ArrayList<>(names);
    }
}
