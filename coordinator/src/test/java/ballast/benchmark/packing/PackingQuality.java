package ballast.benchmark.packing;

import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.Makespan;
import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.packing.MaxVms;
import ballast.coordinator.packing.MaxVmsPlan;
import ballast.coordinator.packing.Options;
import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.trace.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Each row of the reference's table of best known plans: what the packer reaches, in at most so many seconds with two threads. Its
 * plans are checked here against the traces at one second. Arguments: a regular expression that rows must match (all), and the seconds
 * for each row (10). Ends with 1 if a row is under 98 % of the best known or a plan is over its budget.
 */
final class PackingQuality {
    private static final double WANTED = 0.98;
    private static final long GIB = 1L << 30;
    private static final int THREADS = 2;

    private final Path data;
    private final String rows;
    private final double seconds;
    private final Map<String, Recording> recordings = new HashMap<>();
    private int bad;
    private int shown;

    private PackingQuality(Path data, String rows, double seconds) {
        this.data = data;
        this.rows = rows;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws IOException {
        Path data = ReferenceData.folder();
        var quality = new PackingQuality(
                data, args.length > 0 ? args[0] : ".*", args.length > 1 ? Double.parseDouble(args[1]) : 10);
        JsonNode best = new ObjectMapper()
                .readTree(data.resolve("expected_packing.json").toFile());
        quality.maxVms(best.get("periodic").get("table"));
        quality.makespans(best.get("makespan48"));
        System.out.printf("%d rows, %d of them not as wanted%n", quality.shown, quality.bad);
        System.exit(quality.bad == 0 && quality.shown > 0 ? 0 : 1);
    }

    private void maxVms(JsonNode table) throws IOException {
        System.out.println(
                "| max-vms: mode, set, GiB, margin | VMs | best known | % | upper bound | seconds | static | peak | simultaneous |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var row : table.properties()) {
            if (("max-vms|" + row.getKey()).matches(rows)) {
                String[] key = row.getKey().split("\\|");
                List<Trace> cycles = recording(key[0]).set(key[1]);
                long budget = Long.parseLong(key[2]) * GIB;
                var clock = new Stopwatch(seconds);
                Options options = new Options(Double.parseDouble(key[3]), 1, clock::isOver, THREADS);
                MaxVmsPlan plan = MaxVms.plan(cycles, budget, Recording.VM_SIZE, options);
                double took = clock.seconds();
                boolean over = Replay.periodic(cycles, plan.offsets()) > options.usable(budget);
                int known = row.getValue().get("best").asInt();
                judge(plan.vms() >= WANTED * known
                        && !over
                        && plan.staticVms() == row.getValue().get("static16").asInt()
                        && plan.peakVms() == row.getValue().get("peak_based").asInt()
                        && plan.simultaneousVms()
                                == row.getValue().get("simultaneous").asInt());
                System.out.printf(
                        "| %s | %d | %d | %.1f | %d | %.1f | %d | %d | %d |%s%n",
                        String.join(" ", key),
                        plan.vms(),
                        known,
                        known == 0 ? 100 : 100.0 * plan.vms() / known,
                        plan.upperBound(),
                        took,
                        plan.staticVms(),
                        plan.peakVms(),
                        plan.simultaneousVms(),
                        over ? " OVER BUDGET" : "");
            }
        }
    }

    private void makespans(JsonNode table) throws IOException {
        System.out.println(
                "| makespan: mode, trace, margin, jobs | s | best known | % | lower bound | seconds | static | FFD by peak |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var row : table.properties()) {
            if (("makespan|" + row.getKey()).matches(rows)) {
                String[] key = row.getKey().split("\\|");
                Trace trace = recording(key[0]).jobNamed(key[1]);
                List<Job> jobs = IntStream.range(0, Integer.parseInt(key[3]))
                        .mapToObj(job -> new Job("job-" + job, key[1], trace, Recording.VM_SIZE, 0))
                        .toList();
                List<PackingHost> hosts = List.of(PackingHost.empty("host", 48 * GIB, 0));
                var clock = new Stopwatch(seconds);
                Options options = new Options(Double.parseDouble(key[2]), 1, clock::isOver, THREADS).withExactEngine();
                MakespanPlan plan = Makespan.plan(jobs, hosts, options);
                double took = clock.seconds();
                boolean over = Replay.peaks(jobs, plan.starts()).get("host") > options.usable(48 * GIB);
                int known = row.getValue().get("best_s").asInt();
                judge(known >= WANTED * plan.makespan()
                        && !over
                        && plan.staticMakespan()
                                == row.getValue().get("static_s").asInt()
                        && plan.ffdPeakMakespan()
                                == row.getValue().get("ffd_peak_s").asInt());
                System.out.printf(
                        "| %s | %d | %d | %.1f | %d | %.1f | %d | %d |%s%n",
                        String.join(" ", key),
                        plan.makespan(),
                        known,
                        100.0 * known / plan.makespan(),
                        plan.lowerBound(),
                        took,
                        plan.staticMakespan(),
                        plan.ffdPeakMakespan(),
                        over ? " OVER BUDGET" : "");
            }
        }
    }

    private void judge(boolean good) {
        shown++;
        bad += good ? 0 : 1;
    }

    private Recording recording(String mode) throws IOException {
        if (!recordings.containsKey(mode)) {
            recordings.put(mode, new Recording(data, mode));
        }
        return recordings.get(mode);
    }
}
