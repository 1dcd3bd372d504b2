package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ballast traces} prints and ends with. */
class TracesCommandTest {
    private static final String META =
            "{\"args\":{\"mem\":16,\"cores\":12,\"iter\":2,\"delay\":200,\"mode\":\"llfree-auto\",\"target\":\"clang\"}}";

    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    @BeforeEach
    void capture() throws IOException {
        Path run = Files.createDirectories(folder.resolve("results/compiling/clang"));
        Files.writeString(run.resolve("meta.json"), META);
        for (int iteration = 0; iteration < 2; iteration++) {
            Files.writeString(
                    run.resolve("out_" + iteration + ".csv"),
                    "time,rss,small,huge,cached,total\n0,1073741824,1,1,1,1\n1," + (2 + iteration)
                            + "147483648,1,1,1,1\n2,1073741824,nan,nan,nan,nan\n");
            Files.writeString(
                    run.resolve("times_" + iteration + ".json"),
                    "{\"build\":[1],\"delay\":[1],\"clean\":1,\"drop\":2,\"cpu\":{\"total\":1,\"user\":1,\"system\":0}}");
        }
    }

    @Test
    void importedTracesAreListedAndShown() throws IOException {
        assertThat(ballast("traces", "import", path("results")))
                .as(printed::err)
                .isZero();
        assertThat(text())
                .contains(
                        ": 2 runs of compiling clang, llfree-auto, 1 VM of 16.0 GiB and 12 cores, on kvm, CPU unknown");

        JsonNode list = json("traces", "list");
        assertThat(list.at("/traces")).hasSize(1);
        JsonNode entry = list.at("/traces/0");
        assertThat(entry.path("runs").asInt()).isEqualTo(2);
        assertThat(entry.path("memory_bytes").asLong()).isEqualTo(16L << 30);
        assertThat(entry.at("/latest/seconds").asInt()).isEqualTo(3);
        assertThat(entry.at("/latest/byte_seconds").asDouble()).isEqualTo(2147483648.0 + 3147483648.0);
        assertThat(entry.path("replayed").asBoolean()).isFalse();

        String key = entry.path("key").asText();
        JsonNode shown = json("traces", "show", key.substring(0, 5), "--quantile", "0.5");
        assertThat(shown.at("/key").asText()).isEqualTo(key);
        assertThat(shown.at("/runs")).hasSize(2);
        JsonNode prediction = shown.at("/prediction");
        assertThat(prediction.path("samples").asInt()).isEqualTo(2);
        assertThat(prediction.path("peak_bytes").asLong())
                .as("the lower of the two peaks, and 5 % of it")
                .isEqualTo(Math.round(Math.ceil(2147483648L * 1.05)));
        assertThat(prediction.path("bytes")).hasSize(prediction.path("seconds").asInt());

        ballast("traces", "list");
        assertThat(text()).contains("| " + key + " | compiling | clang    | llfree-auto | 16.0 GiB |    12 |   1 |");
        ballast("traces", "show", key);
        assertThat(text())
                .contains("  delay: PT3M20S\n")
                .contains("prediction at quantile 0.9 from the latest 2: 5 s, peak 3.078 GiB")
                .contains("paces up to 2.5 % slower or faster, 5.0 % more memory than seen");
    }

    @Test
    void tracesToBePlayedCountForTheCellsOfAMatrix() throws IOException {
        Path played = Files.createDirectories(folder.resolve("played"));
        Files.writeString(played.resolve("multivm-base-auto-vm0.csv"), "time,rss\n0,1000\n1,3000\n");
        Files.writeString(played.resolve("multivm-base-auto.csv"), "time,rss\n0,500\n");
        Path matrix = Files.writeString(folder.resolve("mine.yaml"), """
                name: mine
                benchmark: multivm
                parameters: {memory: 1GiB, cores: 1, touch: 256MiB, vms: 3, builds: 1, delay: 10s}
                axes: {mode: [base-manual, base-auto]}
                """);
        assertThat(ballast("traces", "import", played.toString(), "--matrix", matrix.toString()))
                .as(printed::err)
                .isZero();
        assertThat(text())
                .contains("1 run of multivm write, base-auto, 3 VMs of 1.0 GiB and 1 core, on replay (not measured)")
                .contains("1 run left out");
        JsonNode entry = json("traces", "list").at("/traces/0");
        assertThat(entry.path("replayed").asBoolean()).isTrue();
        assertThat(entry.at("/latest/peak_bytes").asLong()).isEqualTo(3000);
        assertThat(entry.at("/latest/byte_seconds").asLong()).isEqualTo(1000 + 500 + 500 + 3000);

        assertThat(ballast("traces", "import", path("results"), "--matrix", matrix.toString()))
                .isEqualTo(2);
        assertThat(printed.err()).contains("got no trace for any of 2 cells, want such as multivm-base-auto.csv");
    }

    @Test
    void aNewStoreHasNone() {
        assertThat(ballast("traces", "list")).isZero();
        assertThat(text()).startsWith("no traces yet");
    }

    @Test
    void refusals() {
        ballast("traces", "import", path("results"));
        assertThat(ballast("traces", "show", "zzz")).isEqualTo(2);
        assertThat(printed.err()).contains("no traces with key 'zzz'; see: ballast traces list");
        assertThat(ballast("traces", "show", "", "--quantile", "90")).isEqualTo(2);
        assertThat(printed.err()).contains("--quantile: got 90.0, want above 0 and at most 1, such as 0.9");
        assertThat(ballast("traces", "import", path("nowhere"))).isEqualTo(2);
        assertThat(printed.err()).contains("nowhere: got no folder");
    }

    @Test
    void aRefusedImportLeavesNoStoreBehind() {
        assertThat(ballast("traces", "import", path("nowhere"))).isEqualTo(2);
        assertThat(folder.resolve("store")).doesNotExist();
    }

    private JsonNode json(String... arguments) throws IOException {
        printed.forget();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--output";
        all[arguments.length + 1] = "json";
        assertThat(ballast(all)).as(printed::err).isZero();
        return Json.mapper().readTree(text());
    }

    private int ballast(String... arguments) {
        printed.forget();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--store";
        all[arguments.length + 1] = path("store");
        return BallastCommand.execute(all);
    }

    private String text() {
        return printed.out();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
