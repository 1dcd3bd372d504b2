package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code ballast status} and {@code ballast hosts} print; in the golden files all cells have the same id. */
class LabTextTest {
    @Test
    void campaigns() throws IOException {
        assertThat(StatusText.list(json("campaigns.json"))).isEqualTo(golden("status-list.txt"));
    }

    @Test
    void aCampaign() throws IOException {
        var view = ProgressExample.repeated()
                .completed(0, 0, 10)
                .failed(1, 10, 12, "the guest never answered")
                .running(2, 12, ProgressExample.vm(0, "shrink", 100))
                .skipped(3, "cancelled by the user")
                .waitingAgain(4)
                .view();
        assertThat(withoutIds(StatusText.of(view))).isEqualTo(golden("status-one.txt"));
    }

    @Test
    void hosts() throws IOException {
        assertThat(HostsText.of(json("hosts.json"))).isEqualTo(golden("hosts.txt"));
    }

    /** A changed id is none of this test's business. */
    private static String withoutIds(String text) {
        return text.replaceAll("/[0-9a-f]{12}/", "/0123456789ab/");
    }

    private static JsonNode json(String name) throws IOException {
        return Json.mapper().readTree(golden(name));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = LabTextTest.class.getResourceAsStream(name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
