package ballast.lab;

import ballast.agent.system.Leftovers;
import ballast.benchmark.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * What many agents cost the coordinator, a process with the launcher's options and TLS: CPU in % of a core, heap, and messages and bytes for each
 * live sample of a VM. The agents, of other JVMs, play traces back in runs of one VM each. Arguments: agents (200), VMs of each (10), ms
 * between samples of a VM (1000), JVMs for the agents (2), windows measured (3), seconds of each (60), agents that share a node of the cluster (25; 1
 * as in a lab, where some 60 are as much as 2 cores bear beside the coordinator).
 */
final class CoordinatorLoad {
    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final int SETTLE_SECONDS = 20;
    private static final int TRACE_SECONDS = 3600;
    private static final int AGENTS = 11;
    private static final List<String> AGENTS_OPTIONS = List.of("-XX:+UseParallelGC", "-Xmx8g", "-Xss512k");

    private final int agents;
    private final int vms;
    private final int interval;
    private final int jvms;
    private final int windows;
    private final int seconds;
    private final int together;

    private CoordinatorLoad(List<Integer> arguments) {
        agents = arguments.get(0);
        vms = arguments.get(1);
        interval = arguments.get(2);
        jvms = arguments.get(3);
        windows = arguments.get(4);
        seconds = arguments.get(5);
        together = arguments.get(6);
    }

    public static void main(String[] args) throws Exception {
        List<Integer> arguments = new ArrayList<>(List.of(200, 10, 1000, 2, 3, 60, 25));
        for (int i = 0; i < args.length; i++) {
            arguments.set(i, Integer.valueOf(args[i]));
        }
        Path folder = Files.createTempDirectory("bl");
        try {
            new CoordinatorLoad(arguments).run(folder);
        } finally {
            Leftovers.delete(folder);
        }
    }

    private void run(Path folder) throws Exception {
        try (SingleLab lab = SingleLab.start(folder, TRACE_SECONDS, made -> {})) {
            ProcessLoad load = ProcessLoad.of(lab.coordinator().pid(), folder.resolve("gc.log"));
            lab.alphaAgent().close();
            Place place = lab.network().place("agents", AGENTS + 1);
            lab.settings().certificates("certs", Map.of("agents", place));
            for (int jvm = 0; jvm < jvms; jvm++) {
                startAgents(lab, place, jvm);
            }
            System.err.printf("%d agents joined%n", agents);
            String campaign = lab.client().ballast("submit", matrix(folder).toString());
            Awaitility.await("all runs running")
                    .atMost(BOUND)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> Placements.count(lab.client(), campaign, "running") == (long) agents * vms);
            System.err.printf("%d runs are running%n", agents * vms);
            pass(SETTLE_SECONDS);
            measure(lab, load);
        }
    }

    private void startAgents(SingleLab lab, Place place, int jvm) throws IOException {
        int first = agents * jvm / jvms;
        int count = agents * (jvm + 1) / jvms - first;
        Path log = lab.settings().folder().resolve("agents-" + jvm + ".out");
        Node node = lab.open(Node.startWith(
                AGENTS_OPTIONS,
                place,
                log,
                "ballast.lab.ReplayAgents",
                lab.settings().folder().toString(),
                place.address(),
                lab.coordinatorPlace().address() + ":" + SingleLab.CLUSTER_PORT,
                Integer.toString(first),
                Integer.toString(count),
                Integer.toString(vms),
                Integer.toString(interval),
                Integer.toString(together)));
        Awaitility.await(ReplayAgents.ALL_JOINED + " in " + log)
                .atMost(BOUND)
                .until(() -> node.said().contains(ReplayAgents.ALL_JOINED) || !node.isAlive());
        if (!node.isAlive()) {
            throw new IllegalStateException("the agents have ended: " + node.said());
        }
    }

    /** Two cells, since a cell has at most 1000 repetitions. */
    private Path matrix(Path folder) throws IOException {
        return Files.writeString(folder.resolve("load.yaml"), """
                name: load
                benchmark: inflate
                isolation: shared
                repetitions: %d
                parameters: {memory: 512MiB, cores: 1, mode: virtio-mem, nofault: true, kernel-arguments: tuned}
                axes: {target: [256MiB, 384MiB]}
                """.formatted(agents * vms / 2));
    }

    private void measure(SingleLab lab, ProcessLoad load) throws Exception {
        Figures cpu = new Figures();
        Figures samples = new Figures();
        Figures messages = new Figures();
        Figures others = new Figures();
        Figures bytes = new Figures();
        Figures frames = new Figures();
        for (int window = 0; window < windows; window++) {
            Counts before = Counts.of(lab, load);
            pass(seconds);
            Counts after = Counts.of(lab, load);
            double wall = (after.nanos - before.nanos) / 1e9;
            double said = after.samples - before.samples;
            cpu.add(100 * (after.cpu - before.cpu) / wall);
            samples.add(said / wall);
            messages.add((after.progress - before.progress) / said);
            others.add((after.inventories - before.inventories) / wall);
            bytes.add((after.bytes - before.bytes) / said);
            frames.add((after.frames - before.frames) / said);
        }
        int peak = load.peakHeap();
        System.out.printf(
                "%d agents × %d VMs, %d agents on a node, a sample of each VM every %d ms, %d windows of %d s: median (range)%n",
                agents, vms, together, interval, windows, seconds);
        System.out.printf("%-48s %s%n", "coordinator's CPU, % of a core", cpu);
        System.out.printf("%-48s %d%n", "its heap, MiB, peak behind a collection", Math.max(peak, load.liveHeap()));
        System.out.printf("%-48s %d%n", "its heap, MiB, behind a full collection", load.liveHeap());
        System.out.printf("%-48s %s%n", "samples a second", samples);
        System.out.printf("%-48s %s%n", "messages for each sample", messages);
        System.out.printf("%-48s %s%n", "inventories a second", others);
        System.out.printf("%-48s %s%n", "bytes on the wire for each sample", bytes);
        System.out.printf("%-48s %s%n", "frames on the wire for each sample", frames);
    }

    /** Since the coordinator began; bytes and frames both ways, of everything. */
    private record Counts(
            long nanos, double cpu, double samples, double progress, double inventories, long bytes, long frames) {
        static Counts of(SingleLab lab, ProcessLoad load) throws Exception {
            String scrape = lab.client().text("/metrics");
            return new Counts(
                    System.nanoTime(),
                    load.cpuSeconds(),
                    value(scrape, "ballast_vm_samples_total"),
                    value(scrape, "ballast_agent_messages_total{kind=\"progress\",}"),
                    value(scrape, "ballast_agent_messages_total{kind=\"inventory\",}"),
                    lab.coordinatorPlace().wireBytes(),
                    lab.coordinatorPlace().wireFrames());
        }

        private static double value(String scrape, String series) {
            Matcher line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$")
                    .matcher(scrape);
            if (!line.find()) {
                throw new IllegalStateException("no " + series + " in /metrics");
            }
            return Double.parseDouble(line.group(1));
        }
    }

    /** A pause is the measurement here. */
    private static void pass(int seconds) throws InterruptedException {
        if (new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }
}
