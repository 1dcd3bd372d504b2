package ballast.benchmark.packing;

import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.Makespan;
import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.packing.Options;
import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** 1,000 runs of nine kinds on 100 hosts of 48 GiB and 64 cores. Arguments: runs, hosts, seconds (10). */
final class ManyRuns {
    private static final long BUDGET = 48L << 30;
    private static final int CORES = 64;

    private ManyRuns() {}

    public static void main(String[] args) throws IOException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int hosts = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        double seconds = args.length > 2 ? Double.parseDouble(args[2]) : 10;
        Path data = ReferenceData.folder();
        List<Trace> kinds = new ArrayList<>();
        for (String mode : List.of("base-manual", "base-auto", "llfree-auto")) {
            var recording = new Recording(data, mode);
            IntStream.range(0, 3).mapToObj(recording::job).forEach(kinds::add);
        }
        List<Job> jobs = IntStream.range(0, runs)
                .mapToObj(run -> new Job(
                        "run-" + run,
                        "kind-" + run % kinds.size(),
                        kinds.get(run % kinds.size()),
                        Recording.VM_SIZE,
                        8))
                .toList();
        List<PackingHost> on = IntStream.range(0, hosts)
                .mapToObj(host -> PackingHost.empty("host-" + host, BUDGET, CORES))
                .toList();
        // Stops a little before the time is over: the last step is not cut short.
        var clock = new Stopwatch(seconds * 0.9);
        List<Double> first = new ArrayList<>();
        var options = new Options(0.05, 1, clock::isOver, 2);
        MakespanPlan plan = Makespan.plan(jobs, on, options, better -> first.add(clock.seconds()));
        double took = clock.seconds();
        long peak = Replay.peaks(jobs, plan.starts()).values().stream()
                .max(Long::compare)
                .orElse(0L);
        System.out.println(
                "| runs | hosts | first plan after s | ended after s | makespan s | lower bound | static | FFD by peak |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        System.out.printf(
                "| %d | %d | %.1f | %.1f | %d | %d | %d | %d |%n",
                runs,
                hosts,
                first.get(0),
                took,
                plan.makespan(),
                plan.lowerBound(),
                plan.staticMakespan(),
                plan.ffdPeakMakespan());
        System.exit(
                took < seconds
                                && peak <= options.usable(BUDGET)
                                && plan.starts().size() == runs
                        ? 0
                        : 1);
    }
}
