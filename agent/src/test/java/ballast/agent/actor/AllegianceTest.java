package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.message.ToAgent;
import ballast.message.ToAgent.AcknowledgeResult;
import ballast.message.ToAgent.Welcome;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllegianceTest {
    private static final AttemptId ATTEMPT =
            new AttemptId(new RunId(new CampaignId("20261123-190102-3fa9"), new CellId("0123456789ab"), 1), 1);

    @TempDir
    private Path folder;

    private Path file;
    private Allegiance allegiance;

    @BeforeEach
    void recall() {
        file = folder.resolve("spool/coordinator.json");
        allegiance = Allegiance.recall(file, Runnable::run);
    }

    private static ToAgent acknowledge(long epoch) {
        return new AcknowledgeResult(epoch, ATTEMPT);
    }

    @Test
    void lowerEpochsAreRefused() {
        assertThat(allegiance.judge(new Welcome(3, "lab"))).isEmpty();
        assertThat(allegiance.judge(acknowledge(3))).isEmpty();
        assertThat(allegiance.judge(acknowledge(2)).orElseThrow()).contains("epoch is 2", "3 was heard of");
        assertThat(allegiance.judge(new Welcome(4, "lab"))).isEmpty();
        assertThat(allegiance.judge(acknowledge(3))).isPresent();
    }

    @Test
    void anotherLabIsRefusedAndMayNotEvenAcknowledge() {
        assertThat(allegiance.judge(new Welcome(3, "lab"))).isEmpty();
        assertThat(allegiance.judge(new Welcome(9, "other")).orElseThrow()).contains("another lab", file.toString());
        assertThat(allegiance.judge(acknowledge(9))).isPresent();
        assertThat(allegiance.judge(new Welcome(3, "lab"))).isEmpty();
        assertThat(allegiance.judge(acknowledge(3))).isEmpty();
    }

    @Test
    void aRestartedAgentRemembers() {
        assertThat(allegiance.judge(new Welcome(3, "lab"))).isEmpty();
        Allegiance restarted = Allegiance.recall(file, Runnable::run);
        assertThat(restarted.epoch()).isEqualTo(3);
        assertThat(restarted.judge(acknowledge(2))).isPresent();
        assertThat(restarted.judge(new Welcome(4, "other"))).isPresent();
    }

    @Test
    void aDamagedFileCountsAsNone() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{");
        assertThat(Allegiance.recall(file, Runnable::run).judge(new Welcome(1, "lab")))
                .isEmpty();
    }
}
