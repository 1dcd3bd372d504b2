package ballast.coordinator.stats;

import ballast.coordinator.stats.FigureKind.Better;
import java.util.List;

/** What {@link FigureCatalog} has, in the order in which figures are told. */
final class CatalogEntries {
    private static final List<String> RESIZED = List.of("inflate", "stream", "ftq");
    private static final List<String> INFLATE = List.of("inflate");
    private static final List<String> BUILDING = List.of("compiling", "blender");
    private static final List<String> MULTIVM = List.of("multivm");
    private static final List<String> ALL = List.of("inflate", "stream", "ftq", "compiling", "blender", "multivm");
    private static final List<String> WORKING = List.of("stream", "ftq");
    private static final String FIRST = "; median over the iterations but the first";

    static final List<FigureKind> KINDS = List.of(
            many(
                    Figures.SHRINK_GIB_S,
                    "shrink_rate",
                    "GiB/s",
                    Better.HIGHER,
                    RESIZED,
                    "bytes taken / time" + FIRST,
                    "the VM's full size / time"),
            many(
                    Figures.GROW_GIB_S,
                    "grow_rate",
                    "GiB/s",
                    Better.HIGHER,
                    RESIZED,
                    "bytes given back / time" + FIRST,
                    "the VM's full size / time"),
            many(
                    Figures.TOUCH_GIB_S,
                    "touch_rate",
                    "GiB/s",
                    Better.HIGHER,
                    INFLATE,
                    "bytes touched right after the growth / time" + FIRST,
                    "(the VM's full size - 1 GiB) / time"),
            many(
                    Figures.TOUCH2_GIB_S,
                    "touch2_rate",
                    "GiB/s",
                    Better.HIGHER,
                    INFLATE,
                    "bytes touched once more / time" + FIRST,
                    "(the VM's full size - 1 GiB) / time"),
            many(
                    Figures.RETURN_INSTALL_GIB_S,
                    "return_install_rate",
                    "GiB/s",
                    Better.HIGHER,
                    INFLATE,
                    "1 / (1/grow + 1/touch): a growth and the first touch one after the other" + FIRST,
                    "the same of its grow and touch"),
            one(
                    Figures.FOOTPRINT_GIB_MIN,
                    "footprint",
                    "GiB min",
                    Better.LOWER,
                    ALL,
                    "integral of RSS over time by the trapezoid rule, each VM from its first to its last sample,"
                            + " summed",
                    "without samples that have anything missing, and a VM that ended is carried forward to the end"),
            one(
                    Figures.PEAK_GIB,
                    "peak",
                    "GiB",
                    Better.LOWER,
                    ALL,
                    "largest sum of all VMs' RSS",
                    "without samples that have anything missing, and with VMs that have ended"),
            many(
                    MultiVmFigures.VM_PEAK_GIB,
                    "vm_peak",
                    "GiB",
                    Better.LOWER,
                    MULTIVM,
                    "largest RSS of a VM; median over the VMs, _0 and so on of each",
                    "without samples that have anything missing"),
            one(
                    MultiVmFigures.FOOTPRINT_VS_BASELINE,
                    "footprint_vs_baseline",
                    "",
                    Better.LOWER,
                    MULTIVM,
                    "footprint / that of base-manual - 1",
                    "of the footprints as published"),
            one(
                    MultiVmFigures.PEAK_VS_BASELINE,
                    "peak_vs_baseline",
                    "",
                    Better.LOWER,
                    MULTIVM,
                    "peak / that of base-manual - 1",
                    "of the peaks as published"),
            many(
                    Figures.BUILD_S,
                    "build_time",
                    "s",
                    Better.LOWER,
                    List.of("compiling", "blender", "multivm"),
                    "from a build's start to its end; median over the builds",
                    ""),
            many(
                    CompilingFigures.BUILD_FOOTPRINT_GIB_MIN,
                    "build_footprint",
                    "GiB min",
                    Better.LOWER,
                    BUILDING,
                    "footprint of each build; median over them",
                    "without samples that have anything missing"),
            many(
                    CompilingFigures.DELAY_GIB,
                    "idle_level",
                    "GiB",
                    Better.LOWER,
                    BUILDING,
                    "largest RSS within 2 s of the middle of the pause after a build; median over them",
                    "without samples that have anything missing"),
            one(
                    CompilingFigures.CLEAN_GIB,
                    "clean_level",
                    "GiB",
                    Better.LOWER,
                    BUILDING,
                    "largest RSS within 2 s of the end of the pause after the clean-up",
                    "without samples that have anything missing"),
            one(
                    CompilingFigures.DROP_GIB,
                    "drop_level",
                    "GiB",
                    Better.LOWER,
                    BUILDING,
                    "largest RSS within 2 s of the end of the pause after the page cache was dropped",
                    "without samples that have anything missing"),
            one(
                    CompilingFigures.USER_S,
                    "cpu_user",
                    "s",
                    Better.LOWER,
                    BUILDING,
                    "the host's CPU time for the VM in user mode, its guest's code included",
                    ""),
            one(
                    CompilingFigures.SYSTEM_S,
                    "cpu_system",
                    "s",
                    Better.LOWER,
                    BUILDING,
                    "the host's CPU time for the VM in the kernel",
                    ""),
            many(
                    CompilingFigures.BUILD_FULL_SIZE_GIB_MIN,
                    "build_full_size",
                    "GiB min",
                    Better.LOWER,
                    BUILDING,
                    "as published only",
                    "as if the VM had its full size while it builds"),
            one(
                    Figures.WORKLOAD_S,
                    "workload_time",
                    "s",
                    Better.LOWER,
                    MULTIVM,
                    "from the common start to the last VM's end",
                    ""),
            many(
                    StreamFigures.BANDWIDTH_GB_S,
                    "bandwidth",
                    "GB/s",
                    Better.HIGHER,
                    List.of("stream"),
                    "of each iteration of copy; median, and percentiles _p1 _p5 _p25",
                    "the series is cut where virtio-balloon's own time passes 140 s"),
            one(
                    StreamFigures.WORK_S,
                    "work_time",
                    "s",
                    Better.LOWER,
                    List.of("stream"),
                    "sum of all iterations' times",
                    "of the cut series"),
            one(
                    StreamFigures.FASTER_S,
                    "faster",
                    "s",
                    Better.HIGHER,
                    List.of("stream"),
                    "as published only",
                    "virtio-balloon's work_time less the run's"),
            many(
                    FtqFigures.WORK,
                    "work",
                    "units",
                    Better.HIGHER,
                    List.of("ftq"),
                    "of all threads per quantum, without the first; median, and percentiles _p1 _p5 _p25",
                    ""),
            one(
                    FtqFigures.WORK_SUM,
                    "work_sum",
                    "units",
                    Better.HIGHER,
                    List.of("ftq"),
                    "all quanta but the first",
                    ""),
            one(
                    FtqFigures.SPAN_TICKS,
                    "work_span",
                    "ns",
                    Better.LOWER,
                    List.of("ftq"),
                    "from the first thread's first quantum to its last; in the artefact's data ticks of a clock",
                    ""),
            one(
                    FtqFigures.WORK_MINUS_BALLOON,
                    "work_minus_balloon",
                    "units",
                    Better.HIGHER,
                    List.of("ftq"),
                    "as published only",
                    "work_sum less virtio-balloon's"),
            one(
                    DipFigures.SHRINK_DEPTH,
                    "shrink_dip",
                    "",
                    Better.LOWER,
                    WORKING,
                    "1 - the slowest second between shrink and growth / the baseline's median second",
                    "not computed"),
            one(
                    DipFigures.SHRINK_S,
                    "shrink_dip_time",
                    "s",
                    Better.LOWER,
                    WORKING,
                    "seconds of them that are slower than 99 % of the baseline's",
                    "not computed"),
            one(
                    DipFigures.GROW_DEPTH,
                    "grow_dip",
                    "",
                    Better.LOWER,
                    WORKING,
                    "the same from the growth to the end",
                    "not computed"),
            one(
                    DipFigures.GROW_S,
                    "grow_dip_time",
                    "s",
                    Better.LOWER,
                    WORKING,
                    "the same from the growth to the end",
                    "not computed"),
            one(
                    DipFigures.WORK_VS_BASELINE,
                    "work_vs_baseline",
                    "",
                    Better.HIGHER,
                    WORKING,
                    "median second / the baseline's median second - 1",
                    "not computed"),
            one(
                    Figures.TOTAL_S,
                    "total_time",
                    "s",
                    Better.LOWER,
                    ALL,
                    "the whole attempt, from before the boot to after the stop",
                    ""));

    private CatalogEntries() {}

    /** Of one value. */
    private static FigureKind one(
            String name,
            String shortName,
            String unit,
            Better better,
            List<String> of,
            String formula,
            String published) {
        return new FigureKind(name, shortName, name, unit, better, of, formula, published);
    }

    /** Of many, for which their median stands. */
    private static FigureKind many(
            String name,
            String shortName,
            String unit,
            Better better,
            List<String> of,
            String formula,
            String published) {
        return new FigureKind(name, shortName, name + Figures.MEDIAN, unit, better, of, formula, published);
    }
}
