package ballast.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosts' memory guards did and saw is never hidden. */
class GuardRecordTest {
    @TempDir
    Path folder;

    private CampaignSummary summary;

    @BeforeEach
    void commit() throws Exception {
        summary = new SummaryFixture(folder).guarded();
    }

    @Test
    void eachBreachCountsOnceAtItsLongest() {
        assertThat(GuardRecord.total(summary.runs())).hasValue(new GuardRecord.Total(2, 2.0, 3 << 20));
    }

    @Test
    void canBeToldOfAStoredCampaignAlone() throws Exception {
        assertThat(GuardRecord.total(summary.campaign())).isEqualTo(GuardRecord.total(summary.runs()));
    }

    @Test
    void onlyAShrunkOrPausedRunIsDisturbed() {
        assertThat(summary.runs()).extracting(run -> run.guard().isDisturbed()).containsExactly(true, false);
    }

    @Test
    void whatNobodyWatchedSaysNothing() {
        assertThat(GuardRecord.of(Optional.empty())).isEqualTo(GuardRecord.NONE);
        assertThat(GuardRecord.of(Optional.of(Json.mapper().createObjectNode())))
                .isEqualTo(GuardRecord.NONE);
    }

    @Test
    void isInTheJson() throws Exception {
        JsonNode document = Json.mapper().readTree(SummaryJson.render(summary));
        assertThat(document.get("budgetBreaches").toString())
                .isEqualTo("{\"count\":2,\"seconds\":2.0,\"worstBytes\":3145728}");
        assertThat(document.at("/cells/0/guard").toString()).isEqualTo("[\"held\",\"shrunk\"]");
        assertThat(document.at("/cells/0/disturbed").asBoolean()).isTrue();
        assertThat(document.at("/cells/1/disturbed").asBoolean()).isFalse();
    }

    @Test
    void isInTheText() {
        assertThat(SummaryTable.render(summary))
                .contains("completed (disturbed)")
                .contains("budget breaches: 2, 2.0 s together, at most 3.0 MiB over")
                .contains("disturbed: 1 run was shrunk or paused by a host's memory guard");
    }
}
