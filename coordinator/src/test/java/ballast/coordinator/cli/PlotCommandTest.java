package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.plot.PlottedCampaign;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files {@code ballast plot} writes, what it prints and what it ends with. */
class PlotCommandTest {
    @TempDir
    Path folder;

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

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
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("figures/inflate-rates.svg  Rates of inflate");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        // once more, over what is there
        assertThat(plot("plotted")).isZero();
    }

    @Test
    void drawsInEveryFormatWhereItIsTold() throws Exception {
        campaign();
        Path into = folder.resolve("new/pictures");

        assertThat(plot("latest", "--format", "png,PDF,png", "--output-dir", into.toString(), "--output", "json"))
                .isZero();
        JsonNode json = Json.mapper().readTree(out.toString(StandardCharsets.UTF_8));
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
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("ballast: not drawn: ")
                .contains("no memory over time: there is no file ");
        assertThat(campaign.path().resolve("figures/inflate-memory.svg")).exists();
    }

    @Test
    void refusals() throws Exception {
        campaign();
        assertThat(plot("nothing")).isEqualTo(2);
        assertThat(plot("latest", "--format", "gif")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no campaign 'nothing'")
                .contains("gif", "SVG");
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(plot("latest", "--output-dir", file.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("inflate-rates.svg could not be written");
    }
}
