package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Json;
import org.junit.jupiter.api.Test;

class StatusBreachesTest {
    private static String line(String breaches) throws Exception {
        return StatusText.breaches(Json.mapper().readTree("{\"budgetBreaches\":" + breaches + "}"));
    }

    @Test
    void aCampaignsStatusTellsOfItsBudgetBreaches() throws Exception {
        assertThat(line("{\"count\":2,\"seconds\":1.25,\"worstBytes\":3145728}"))
                .isEqualTo("budget breaches: 2, 1.3 s together, at most 3.0 MiB over\n");
        assertThat(line("{\"count\":0,\"seconds\":0.0,\"worstBytes\":0}")).isEqualTo("budget breaches: 0\n");
        assertThat(line("null")).isEmpty();
    }
}
