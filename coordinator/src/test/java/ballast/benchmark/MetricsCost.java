package ballast.benchmark;

import ballast.agent.metrics.AgentMetrics;
import ballast.agent.metrics.MetricsServer;
import ballast.agent.system.Leftovers;
import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.cli.StoredResults;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.metrics.ThousandVms;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.schedule.Samples;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.RunId;
import ballast.model.VmStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What metrics cost: a scrape of a lab with 1,000 VMs, and what an agent spends that samples 64 VMs at 10 Hz. */
final class MetricsCost {
    private static final int WARM = 20;
    private static final int VMS = 64;
    private static final int HERTZ = 10;
    private static final int LIVE_PER_SECOND = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int rounds;

    private MetricsCost(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        MetricsCost cost = new MetricsCost(args.length > 0 ? Integer.parseInt(args[0]) : 50);
        cost.coordinator();
        cost.agent();
    }

    private void coordinator() throws Exception {
        CoordinatorMetrics metrics = new CoordinatorMetrics();
        ThousandVms lab = new ThousandVms(metrics);
        List<AttemptId> attempts = lab.attempts();
        Figures tell = new Figures();
        for (int round = 0; round < rounds; round++) {
            int value = round;
            double millis = cpuMillis(() -> lab.tell(attempts, value));
            if (round >= WARM) {
                tell.add(millis);
            }
        }
        String text = metrics.scrape();
        System.out.printf(
                Locale.ROOT,
                "coordinator, %d hosts, %d VMs: %d series, %d bytes%n",
                ThousandVms.HOSTS,
                attempts.size(),
                text.lines().filter(line -> !line.startsWith("#")).count(),
                text.length());
        System.out.printf("  all VMs tell how they are, CPU ms:   %s%n", tell);
        Path folder = Files.createTempDirectory("ballast-bench");
        CoordinatorSettings settings = CoordinatorSettings.embedded(folder.resolve("store"));
        var results = new StoredResults(new ResultStore(settings.store()));
        var ports = new CoordinatorNode.Ports(results, metrics, System.err::println);
        try (CoordinatorNode node = CoordinatorNode.start(settings, ports)) {
            System.out.printf(
                    "  a scrape over HTTP, ms:              %s%n",
                    scrapes(node.http().resolve("/metrics")));
        } finally {
            Leftovers.delete(folder);
        }
    }

    private Figures scrapes(URI uri) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        Figures millis = new Figures();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            if (round >= WARM) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return millis;
    }

    private void agent() throws Exception {
        AgentMetrics metrics = new AgentMetrics(Samples.host("a", VMS, ByteSize.gib(256)));
        Cell cell = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
        List<AttemptId> attempts = new ArrayList<>();
        for (int vm = 1; vm <= VMS; vm++) {
            attempts.add(new AttemptId(new RunId(StoreFixture.CAMPAIGN, cell.id(), vm), 1));
        }
        Figures sampling = new Figures();
        Figures live = new Figures();
        for (int round = 0; round < rounds; round++) {
            int value = round;
            double sampled = cpuMillis(() -> sampleASecond(metrics, value));
            double told = cpuMillis(() -> tellASecond(metrics, cell, attempts, value));
            if (round >= WARM) {
                sampling.add(sampled);
                live.add(told);
            }
        }
        System.out.printf(
                "agent, %d VMs at %d Hz, for each second: %d bytes a scrape%n",
                VMS, HERTZ, metrics.scrape().length());
        System.out.printf("  samples counted, CPU ms:             %s%n", sampling);
        System.out.printf("  VMs' values set twice, CPU ms:       %s%n", live);
        try (MetricsServer server = MetricsServer.open("127.0.0.1", 0, metrics::scrape)) {
            URI uri = URI.create("http://" + server.address() + "/metrics");
            System.out.printf("  a scrape over HTTP, ms:              %s%n", scrapes(uri));
            CpuTime before = CpuTime.now("metrics");
            scrapes(uri);
            CpuTime after = CpuTime.now("metrics");
            System.out.printf(
                    Locale.ROOT,
                    "  a scrape, CPU ms of its thread:      %.2f%n",
                    (after.thread() - before.thread()) / 1e6 / rounds);
        }
    }

    private static void sampleASecond(AgentMetrics metrics, int value) {
        for (int sample = 0; sample < VMS * HERTZ; sample++) {
            metrics.sampled((sample + value) * 1000L);
        }
    }

    private static void tellASecond(AgentMetrics metrics, Cell cell, List<AttemptId> attempts, int value) {
        for (int time = 0; time < LIVE_PER_SECOND; time++) {
            for (AttemptId attempt : attempts) {
                var detail = new VmStatus.Detail(Instant.EPOCH, value, value, value, value);
                metrics.updateAttempt(
                        attempt,
                        cell,
                        List.of(new VmStatus(0, "shrink", value, value, value, value, Optional.of(detail))));
            }
        }
    }

    private static double cpuMillis(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - before) / NANOS_PER_SECOND * 1e3;
    }
}
