package ballast.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.actor.SchedulerCommand.HostView;
import ballast.coordinator.schedule.Readiness;
import ballast.coordinator.schedule.Samples;
import ballast.message.AgentFacts;
import ballast.model.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PrometheusTargetsTest {
    private static final Readiness READY = new Readiness(Readiness.State.READY, List.of());

    private static HostView host(String id, String address, Optional<String> metrics, Readiness readiness) {
        return new HostView(
                Samples.host(id, 2, ByteSize.gib(2)),
                Optional.of(AgentFacts.now("one", Samples.NOON).servingMetricsAt(metrics)),
                address,
                Optional.of(Duration.ZERO),
                readiness,
                Samples.NOON,
                List.of());
    }

    @Test
    void agents_that_can_be_scraped_are_listed_as_prometheus_wants_it() {
        List<HostView> hosts = List.of(
                host("a", "10.77.0.11:7355", Optional.of("10.77.0.11:7357"), READY),
                host("local", "127.0.0.1:7355", Optional.of("127.0.0.1:41000"), READY),
                host("silent", "10.77.0.12:7355", Optional.of("10.77.0.12:7357"), silent()));
        assertThat(PrometheusTargets.of(hosts).toString())
                .isEqualTo("[{\"targets\":[\"10.77.0.11:7357\"],\"labels\":{\"host\":\"a\"}},"
                        + "{\"targets\":[\"127.0.0.1:41000\"],\"labels\":{\"host\":\"local\"}},"
                        + "{\"targets\":[\"10.77.0.12:7357\"],\"labels\":{\"host\":\"silent\"}}]");
    }

    private static Readiness silent() {
        return new Readiness(Readiness.State.SILENT, List.of("not heard of"));
    }

    @Test
    void others_are_left_out() {
        List<HostView> hosts = List.of(
                host("serves-none", "10.77.0.11:7355", Optional.empty(), READY),
                host("on-its-loopback-alone", "10.77.0.11:7355", Optional.of("127.0.0.1:7357"), READY),
                host("refused", "10.77.0.11:7355", Optional.of("10.77.0.11:7357"), Readiness.refused("old")));
        assertThat(PrometheusTargets.of(hosts)).isEmpty();
    }
}
