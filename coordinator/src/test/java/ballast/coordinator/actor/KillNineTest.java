package ballast.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.actor.SchedulerCommand.Campaigns;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after kill -9. */
final class KillNineTest {
    private static final String ACKNOWLEDGED = "acknowledged ";

    @Test
    @Timeout(60)
    void acknowledged_campaigns_survive(@TempDir Path store) throws Exception {
        List<String> acknowledged = submitAndKill(store, 20);
        try (CoordinatorNode node = CoordinatorNode.start(
                CoordinatorSettings.embedded(store),
                new CoordinatorNode.Ports(new FakeStore(), new CoordinatorMetrics(), notice -> {}))) {
            CampaignList list = AskPattern.ask(
                            node.scheduler(),
                            Campaigns::new,
                            Duration.ofSeconds(10),
                            node.system().scheduler())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(list.campaigns()).allMatch(CampaignSummary::paused);
            assertThat(list.campaigns().stream().map(campaign -> campaign.id().value()))
                    .containsAll(acknowledged);
        }
    }

    private static List<String> submitAndKill(Path store, int atLeast) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartMeasurement.class.getName(),
                        store.toString(),
                        "submit")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(ACKNOWLEDGED)) {
                    acknowledged.add(line.substring(ACKNOWLEDGED.length()));
                }
                if (acknowledged.size() == atLeast) {
                    // by its handle: Process closes the stream, and what it had acknowledged would be lost to this test
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(atLeast);
        return acknowledged;
    }
}
