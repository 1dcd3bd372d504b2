package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.exchange.OwnResults;
import ballast.coordinator.results.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ballast results --store}, {@code sql}, {@code verify} and {@code report} print and end with. */
class StoreCommandsTest {
    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    @BeforeEach
    void capture() throws Exception {
        OwnResults.in(folder);
    }

    private int ballast(String... arguments) {
        printed.forget();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", folder.toString()));
        return BallastCommand.execute(all.toArray(String[]::new));
    }

    @Test
    void results() throws Exception {
        assertThat(ballast(
                        "results",
                        "own",
                        "--where",
                        "benchmark=compiling,repetition=1",
                        "--figure",
                        "peak",
                        "--output",
                        "csv"))
                .isZero();
        assertThat(printed.out().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains(",compiling,base-auto,1,completed,")
                .endsWith(",1.0");
        Path file = folder.resolve("answer.json");
        assertThat(ballast("results", "all", "--output", "json", "--to", file.toString()))
                .isZero();
        assertThat(file).content().contains("\"status\":\"failed\"");
        assertThat(printed.out()).isEmpty();
        assertThat(ballast("results", "own", "--where", "mode=huge-auto")).isZero();
        assertThat(printed.err()).contains("no run is like that");
    }

    @Test
    void campaignsOfTheStore() {
        assertThat(ballast("results", "--list")).isZero();
        assertThat(printed.out())
                .contains(StoreFixture.CAMPAIGN.value())
                .contains("| own ")
                .contains("completed");
    }

    @Test
    void resultsThatAreRefused() {
        assertThat(ballast("results", "nothing")).isEqualTo(2);
        assertThat(printed.err()).contains("no campaign 'nothing'").contains("ballast results --list");
        assertThat(ballast("results", "own", "--figure", "footprnt")).isEqualTo(2);
        assertThat(printed.err()).contains("did you mean 'footprint'?");
        assertThat(ballast("results", "own", "--where", "mode")).isEqualTo(2);
        assertThat(ballast("results", "own", "--variant", "mine")).isEqualTo(2);
        assertThat(ballast("results", "own", "--coordinator", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(printed.err()).contains("--coordinator");
    }

    @Test
    void sql() {
        assertThat(ballast("sql", "SELECT count(*) AS n FROM runs", "--output", "json"))
                .isZero();
        assertThat(printed.out()).isEqualTo("[\n{\"n\":8}\n]\n");
        assertThat(ballast("sql", "DROP VIEW runs")).isEqualTo(2);
        assertThat(printed.err()).startsWith("ballast: got a statement that is no SELECT");
    }

    @Test
    void reportThenVerify() throws Exception {
        assertThat(ballast("report", "own")).isZero();
        Path report = Path.of(printed.out().strip());
        assertThat(report).exists().hasFileName("report.html");
        assertThat(ballast("verify", "own")).isZero();
        assertThat(printed.out()).contains("nothing differs");
        Path figures = report.resolveSibling("figures/figures.json");
        Files.writeString(figures, Files.readString(figures).replace("\"peak_gib\" : 1.0", "\"peak_gib\" : 3.0"));
        assertThat(ballast("verify", "own", "--output", "json")).isEqualTo(1);
        assertThat(printed.out()).contains("computed 1.0, stored 3.0");
    }
}
