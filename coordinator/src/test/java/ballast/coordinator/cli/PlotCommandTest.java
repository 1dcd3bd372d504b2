package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.plot.PlottedCampaign;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which files {@code ballast plot} writes, what it prints and what it ends with. */
class PlotCommandTest {
    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    private StoredCampaign campaign() throws Exception {
        return new PlottedCampaign(folder.resolve("store"), 50).inflate().commit();
    }

    private int plot(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "plot";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--store";
        all[arguments.length + 2] = folder.resolve("store").toString();
        return BallastCommand.execute(all);
    }

    @Test
    void drawsIntoTheCampaignsFolder() throws Exception {
        StoredCampaign campaign = campaign();

        assertThat(plot("latest")).isZero();
        assertThat(campaign.path().resolve("figures/inflate-rates.svg"))
                .content()
                .contains("<svg", "Rates of inflate");
        assertThat(printed.out()).contains("figures/inflate-rates.svg  Rates of inflate");
        assertThat(printed.err()).isEmpty();
        // once more, over what is there
        assertThat(plot("plotted")).isZero();
    }

    @Test
    void drawsInEveryFormatWhereItIsTold() throws Exception {
        campaign();
        Path into = folder.resolve("new/pictures");

        assertThat(plot("latest", "--format", "png,PDF,png", "--output-dir", into.toString(), "--output", "json"))
                .isZero();
        JsonNode json = Json.mapper().readTree(printed.out());
        assertThat(json.at("/plots/0/name").asText()).isEqualTo("inflate-rates");
        assertThat(json.at("/plots/0/caption").asText()).contains("95 % bootstrap interval");
        assertThat(json.at("/plots/0/files")).hasSize(2);
        assertThat(json.at("/problems")).isEmpty();
        assertThat(Files.readAllBytes(into.resolve("inflate-rates.pdf")))
                .startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
        assertThat(Files.readAllBytes(into.resolve("inflate-rates.png"))).startsWith(0x89, 'P', 'N', 'G');
        assertThat(into.resolve("inflate-rates.svg")).doesNotExist();
    }

    @Test
    void whatIsMissingFailsIt() throws Exception {
        StoredCampaign campaign = campaign();
        Files.delete(campaign.runs().get(0).path().resolve("samples.csv"));

        assertThat(plot("latest")).isEqualTo(1);
        assertThat(printed.err()).contains("ballast: not drawn: ").contains("no memory over time: there is no file ");
        assertThat(campaign.path().resolve("figures/inflate-memory.svg")).exists();
    }

    @Test
    void refusals() throws Exception {
        campaign();
        assertThat(plot("nothing")).isEqualTo(2);
        assertThat(plot("latest", "--format", "gif")).isEqualTo(2);
        assertThat(printed.err()).contains("no campaign 'nothing'").contains("gif", "SVG");
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(plot("latest", "--output-dir", file.toString())).isEqualTo(1);
        assertThat(printed.err()).contains("inflate-rates.svg could not be written");
    }
}
