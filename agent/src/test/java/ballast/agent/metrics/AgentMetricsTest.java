package ballast.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.agent.ExampleVms;
import ballast.message.AgentFacts;
import ballast.metric.Metric;
import ballast.model.Accelerator;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.MemoryPressure;
import ballast.model.Mode;
import ballast.model.RunId;
import ballast.model.Sampling;
import ballast.model.SpoolUse;
import ballast.model.VmStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {
    private static final Cell CELL = Cell.of(
            Map.of(),
            new BenchmarkSpec.Inflate(
                    ExampleVms.of(Mode.BASE_MANUAL),
                    ByteSize.mib(256),
                    ByteSize.mib(256),
                    false,
                    1,
                    Duration.ZERO,
                    Duration.ofMinutes(1)),
            Isolation.EXCLUSIVE,
            Sampling.DEFAULT,
            Duration.ofMinutes(1));
    private static final AttemptId ATTEMPT =
            new AttemptId(new RunId(new CampaignId("20261123-190102-3fa9"), CELL.id(), 1), 1);
    private static final HostReport HOST = new HostReport(
            new HostId("alpha"),
            2,
            ByteSize.gib(24),
            ByteSize.gib(20),
            Accelerator.TCG,
            Map.of(),
            Map.of(),
            Map.of(),
            List.of());
    private static final GuardStatus GUARD = new GuardStatus(
            ByteSize.gib(3),
            ByteSize.gib(2),
            Optional.of(ByteSize.gib(20)),
            Optional.of(new MemoryPressure(1.5, 0.25)),
            GuardStatus.Breaches.NONE,
            List.of());
    private static final VmStatus VM =
            new VmStatus(0, "shrink", 1, 2, 3, 4, Optional.of(new VmStatus.Detail(Instant.EPOCH, 5, 6, 7, 8)));

    private final AgentMetrics metrics = new AgentMetrics(HOST);

    private void report() {
        AgentFacts facts = AgentFacts.now("one", Instant.EPOCH)
                .with(new SpoolUse(ByteSize.mib(1), ByteSize.gib(2)))
                .with(Optional.of(GUARD))
                .planning(ByteSize.mib(3));
        metrics.report(facts, 2, 1, 4);
    }

    private List<String> series() {
        return metrics.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void everyDeclaredMetricOfAnAgentIsServedAndNoneOfTheCoordinators() {
        report();
        metrics.sampled(1000);
        metrics.asked(false);
        metrics.updateAttempt(ATTEMPT, CELL, List.of(VM));
        List<String> types = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .toList();
        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Metric.values())
                        .filter(metric -> metric.side() != Metric.Side.COORDINATOR)
                        .map(Metric::id)
                        .toList());
    }

    @Test
    void showsTheAgentAndItsVms() {
        report();
        metrics.updateAttempt(ATTEMPT, CELL, List.of(VM));
        assertThat(series())
                .contains(
                        "ballast_agent_vm_rss_bytes{vm=\"0\",} 1.0",
                        "ballast_agent_vm_actual_bytes{vm=\"0\",} 5.0",
                        "ballast_agent_vm_guest_free_bytes{vm=\"0\",} 4.0",
                        "ballast_agent_footprint_bytes 1.0",
                        "ballast_agent_planned_footprint_bytes 3145728.0",
                        "ballast_agent_memory_pressure_ratio{tasks=\"some\",} 0.015",
                        "ballast_agent_attempts{state=\"waiting\",} 1.0",
                        "ballast_agent_unacknowledged_results 4.0")
                .anyMatch(line -> line.startsWith("ballast_agent_vm_info{vm=\"0\",campaign=\""
                        + ATTEMPT.run().campaign() + "\",cell=\"" + CELL.id() + "\""));
    }

    @Test
    void aVmsSeriesEndWithIt() {
        int without = series().size();
        metrics.updateAttempt(ATTEMPT, CELL, List.of(VM, vm(1)));
        assertThat(series().size()).isGreaterThan(without);
        metrics.updateAttempt(ATTEMPT, CELL, List.of(vm(1)));
        assertThat(series()).noneMatch(line -> line.contains("vm=\"0\"")).anyMatch(line -> line.contains("vm=\"1\""));
        metrics.attemptEnded(ATTEMPT);
        metrics.attemptEnded(ATTEMPT);
        assertThat(series()).hasSize(without).contains("ballast_agent_footprint_bytes 0.0");
    }

    private static VmStatus vm(int index) {
        return new VmStatus(index, "boot", 1, 1, 1, Double.NaN);
    }

    @Test
    void countsSamplesAndHowLateTheyWere() {
        metrics.sampled(-5);
        metrics.sampled(20_000_000);
        metrics.asked(true);
        metrics.asked(false);
        assertThat(series())
                .contains(
                        "ballast_agent_samples_total 2.0",
                        "ballast_agent_guest_unanswered_total 1.0",
                        "ballast_agent_sample_delay_seconds_sum 0.02",
                        "ballast_agent_sample_delay_seconds_bucket{le=\"0.01\",} 1.0");
    }

    @Test
    void isServedAtItsPathAloneAndAPortThatIsTakenIsNamed() throws Exception {
        try (MetricsServer server = MetricsServer.open("127.0.0.1", 0, metrics::scrape)) {
            HttpResponse<String> page = get(server, "/metrics");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(page.body()).contains("# TYPE ballast_agent_info gauge");
            assertThat(get(server, "/metrics/x").statusCode()).isEqualTo(404);
            int port = Integer.parseInt(server.address().substring("127.0.0.1:".length()));
            assertThatThrownBy(() -> MetricsServer.open("127.0.0.1", port, metrics::scrape))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("metrics-port");
        }
    }

    private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
