package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

    @Test
    void aHost() throws IOException {
        assertThat(HostText.of(json("hosts.json").get(0))).isEqualTo(golden("host.txt"));
        assertThat(HostText.of(json("hosts.json").get(1))).startsWith("""
                host beta: draining
                  why             drained by a user: gets nothing new until: ballast hosts --undrain beta
                """).contains("VFIO devices    none\n");
    }

    @Test
    void aPlanForALabIsOfTheHostsThatAreWanted() throws Exception {
        JsonNode hosts = json("hosts.json");
        assertThat(LabHosts.of(hosts, Map.of("artefact", "virtio-mem", "rack", "a")))
                .extracting(host -> host.id().value())
                .containsExactly("alpha");
        assertThatThrownBy(() -> LabHosts.of(hosts, Map.of("artefact", "llfree")))
                .hasMessage("ballast: --where: none of the lab's 2 hosts has artefact=llfree; see: ballast hosts");
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
