package ballast.coordinator.cli;

import picocli.CommandLine.Option;

/** What is to be packed, as users write it; {@link PackRequest} reads it, so that all that is wrong is told at once. */
final class PackOptions {
    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = {
                "Recorded footprints: a store, a campaign of it, or a folder of hyperalloc-bench's layout, at any",
                "level (multivm/latest, a run's folder, a VM's). Each build, from its start to the end of its",
                "clean, is a trace."
            })
    String traces;

    @Option(
            names = "--objective",
            paramLabel = "max-vms|makespan",
            description = {
                "max-vms: how many VMs can cycle at once on one host, VM i with trace i mod the number of traces.",
                "makespan: when and where jobs start so that all have ended early; job i has trace i mod the number."
            })
    String objective;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            description = "What VMs may occupy together on a host, such as 48GiB")
    String budget;

    @Option(
            names = "--hosts",
            paramLabel = "HOSTS",
            description = "Of makespan: 4x48GiB, or 2x48GiB,1x96GiB, or 4 with --budget. Default: one with --budget")
    String hosts;

    @Option(
            names = "--margin",
            paramLabel = "PERCENT",
            defaultValue = "0%",
            description = "The sum stays within budget × (1 − margin). Default: ${DEFAULT-VALUE}")
    String margin;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "Only traces of this mode; needed where there are several: base-manual, llfree-auto…")
    String mode;

    @Option(names = "--runs", paramLabel = "NAMES", description = "Only these runs, by their folder: clang-base-auto,…")
    String runs;

    @Option(names = "--vms", paramLabel = "NUMBERS", description = "Only these VMs of each run, counted from 0: 0,1,2")
    String vms;

    @Option(
            names = "--cycles",
            paramLabel = "NUMBERS",
            description = "Only these builds of each VM, counted from 0: 1,2. Traces are ordered by cycle, then by VM.")
    String cycles;

    @Option(
            names = "--iterations",
            paramLabel = "NUMBERS",
            description = "Only these iterations of each run (out_I.csv), counted from 0")
    String iterations;

    @Option(
            names = "--periodic",
            paramLabel = "TIME",
            description = {
                "Whole cycles instead of builds, each so long from a build's start on, such as 7200s; where the",
                "recording ends earlier, its last value is held. Default for max-vms: the runs' own delay"
            })
    String periodic;

    @Option(
            names = "--maximum",
            description = "One trace instead of all: at each second the largest of them, a cautious prediction")
    boolean maximum;

    @Option(names = "--jobs", paramLabel = "N", description = "Of makespan: how many. Default: one for each trace")
    String jobs;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "A VM's full size, which static packing reserves. Default: what the runs say")
    String size;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Of makespan: cores of a host. Default: as many as it takes")
    String cores;

    @Option(
            names = "--vm-cores",
            paramLabel = "N",
            description = "With --cores: cores of a VM. Default: what the runs say")
    String vmCores;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "The longest to search. Default: ${DEFAULT-VALUE}")
    String time;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Of the search: the same seed, the same plan, if --time was enough. Default: ${DEFAULT-VALUE}")
    String seed;

    @Option(names = "--threads", paramLabel = "N", description = "That search. Default: one for each processor")
    String threads;

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Draws the footprints over time under the budget")
    String plot;
}
