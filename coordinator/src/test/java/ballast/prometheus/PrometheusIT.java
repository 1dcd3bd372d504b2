package ballast.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ballast.prometheus.Expressions.Expression;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, with the settings that we ship, scrapes a campaign that runs. */
class PrometheusIT {
    private static final Duration BOUND = Duration.ofSeconds(90);

    /** Nothing of these, where nothing runs and nothing is wrong: hosts that play traces have no memory guard and no devices. */
    private static final List<String> NEEDS_REAL_VMS = List.of(
            "ballast_host_held_attempts",
            "ballast_host_budget_breach",
            "ballast_host_memory_available_bytes",
            "ballast_host_memory_pressure_ratio",
            "ballast_agent_memory_pressure_ratio",
            "ballast_agent_sample_delay_seconds",
            "ballast_vm_actual_bytes",
            "ALERTS");

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsPrometheus() {
        assumeTrue(Files.isExecutable(Prometheus.PROGRAM), "needs Debian's prometheus: " + Prometheus.PROGRAM);
    }

    /** The file that we ship, but for where the coordinator is and how often it is asked. */
    private Path settings(ReplayedLab lab) throws Exception {
        for (String rules : List.of("recording.yml", "alerts.yml")) {
            Files.copy(Expressions.RULES.resolve(rules), folder.resolve(rules));
        }
        String shipped = Files.readString(Expressions.RULES.resolve("prometheus.yml"));
        String here = shipped.replace("127.0.0.1:7356", lab.http().getAuthority())
                .replaceAll("(scrape|evaluation)_interval: 5s", "$1_interval: 1s")
                .replace("refresh_interval: 30s", "refresh_interval: 1s");
        assertThat(here).contains("scrape_interval: 1s", "evaluation_interval: 1s", "refresh_interval: 1s");
        return Files.writeString(folder.resolve("prometheus.yml"), here);
    }

    @Test
    void everyExpressionThatWeShipIsAnsweredAndNoneIsEmptyWhereTheCampaignShowsSomething() throws Exception {
        try (ReplayedLab lab = ReplayedLab.start(folder, 1);
                Prometheus prometheus = Prometheus.start(settings(lab))) {
            lab.submit(100);
            await().atMost(BOUND).until(prometheus::isReady);
            // the coordinator, and both agents, which it has found by the coordinator
            await().atMost(BOUND).until(() -> prometheus.count("up == 1") == 3);
            assertThat(prometheus.count("up{job=\"ballast-agents\", host=~\"alpha|beta\"}"))
                    .isEqualTo(2);
            await().atMost(BOUND)
                    .until(() ->
                            prometheus.count("ballast_resize_duration_seconds_count{direction=\"shrink\"} > 1") > 0);

            List<String> wrong = new ArrayList<>();
            for (Expression expression : Expressions.read().all()) {
                answer(prometheus, expression).ifPresent(wrong::add);
            }
            assertThat(wrong).as(prometheus.log()).isEmpty();
            assertThat(rulesThatFail(prometheus)).isEmpty();
        }
    }

    private static Optional<String> answer(Prometheus prometheus, Expression expression) throws Exception {
        JsonNode answer = prometheus.query(expression.text());
        if (!answer.path("status").asText().equals("success")) {
            return Optional.of(expression + ": " + answer.path("error").asText());
        }
        boolean mayBeEmpty = expression.alert()
                || NEEDS_REAL_VMS.stream().anyMatch(metric -> expression.text().contains(metric));
        if (mayBeEmpty || isAnswered(prometheus, expression.text())) {
            return Optional.empty();
        }
        return Optional.of(expression + ": empty");
    }

    /** Between two runs, or before a second scrape, it may be empty for a moment. */
    private static boolean isAnswered(Prometheus prometheus, String expression) {
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> prometheus.count(expression) > 0);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** What its own evaluation of the rules stumbled over, such as two series for one. */
    private static List<String> rulesThatFail(Prometheus prometheus) throws Exception {
        List<String> failing = new ArrayList<>();
        for (JsonNode group : prometheus.api("rules").at("/data/groups")) {
            for (JsonNode rule : group.get("rules")) {
                if (!rule.path("health").asText().equals("ok")) {
                    failing.add(rule.path("name").asText() + ": "
                            + rule.path("lastError").asText());
                }
            }
        }
        return failing;
    }

    @Test
    void aVmsSeriesEndWithItAndTotalsSurviveTheCoordinator() throws Exception {
        List<String> totals = List.of(
                "ballast_runs_ended_total{state=\"completed\",}",
                "ballast_attempts_completed_total",
                "ballast_stored_samples_total",
                "ballast_footprint_byte_seconds_total{mode=\"base-auto\",driver=\"replay\",}",
                "ballast_footprint_byte_seconds_total{mode=\"base-manual\",driver=\"replay\",}");
        Map<String, Double> before = new TreeMap<>();
        try (ReplayedLab lab = ReplayedLab.start(folder, 10)) {
            lab.submit(3);
            await().atMost(BOUND).until(() -> hasVms(lab));
            await().atMost(BOUND).until(() -> lab.metric("ballast_runs{state=\"completed\",}") == 6);
            assertThat(hasVms(lab)).isFalse();
            for (String total : totals) {
                before.put(total, lab.metric(total));
            }
        }
        // 61 samples of each VM; the trace's integral, exact to what trapezoids of 0.1 s are
        assertThat(before)
                .containsEntry(totals.get(0), 6.0)
                .containsEntry(totals.get(1), 6.0)
                .containsEntry(totals.get(2), 3 * 61 + 3 * 2 * 61.0);
        assertThat(before.get(totals.get(4)) / (1 << 20)).isCloseTo(3 * 6 * 450.0, Percentage.withPercentage(0.1));
        try (ReplayedLab lab = ReplayedLab.start(folder, 10)) {
            for (String total : totals) {
                assertThat(lab.metric(total)).as(total).isEqualTo(before.get(total));
            }
            assertThat(lab.metric("ballast_epoch")).isEqualTo(2);
        }
    }

    private static boolean hasVms(ReplayedLab lab) throws Exception {
        return lab.metrics().stream().anyMatch(line -> line.startsWith("ballast_vm_rss_bytes{"));
    }
}
