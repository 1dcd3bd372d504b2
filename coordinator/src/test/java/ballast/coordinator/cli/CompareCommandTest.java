package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.compare.MeasuredCampaign;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.stats.ReferenceData;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.Mode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ballast compare} and {@code ballast figures} print and end with. */
class CompareCommandTest {
    private static final Cell BALLOON = StoreFixture.inflate(Mode.BASE_MANUAL, "2GiB", true);

    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    @BeforeEach
    void capture() throws Exception {
        new MeasuredCampaign(folder.resolve("store"), "20261128-000001-0000")
                .shrinks(BALLOON, 1, 1.01, 0.99, 1.02, 0.98)
                .commit("old");
        new MeasuredCampaign(folder.resolve("store"), "20261128-000002-0000")
                .shrinks(BALLOON, 0.8, 0.81, 0.79, 0.82, 0.1)
                .commit("new");
    }

    @Test
    void tellsDifferencesAndOutliers() {
        assertThat(ballast("compare", "old", "new", "--figure", "shrink_rate")).isZero();
        assertThat(printed.out())
                .startsWith("A: old 20261128-000001-0000\nB: new 20261128-000002-0000\n")
                .contains("| inflate base-manual | shrink_rate GiB/s |")
                .contains("| -1.00 | 0.0079 | different: worse |")
                .contains("outliers in B, counted: inflate base-manual, shrink_rate GiB/s: 0.100");
    }

    @Test
    void failsWhereAConditionHolds() throws IOException {
        assertThat(ballast("compare", "old", "new", "--fail-if", "shrink_rate < 0.95"))
                .isEqualTo(1);
        assertThat(printed.out()).contains("fail-if shrink_rate < 0.95: holds for inflate base-manual: 0.8");
        printed.forget();
        assertThat(ballast("compare", "old", "new", "--fail-if", "shrink_rate < 0.5", "--fail-if", "peak > 1.1"))
                .isZero();
        assertThat(printed.out())
                .contains("fail-if shrink_rate < 0.5: holds nowhere", "fail-if peak > 1.1: holds nowhere");
    }

    @Test
    void programsReadTheSameAgain() throws IOException {
        String[] asked = {"compare", "old", "new", "--output", "json", "--fail-if", "shrink_rate<0.95"};
        assertThat(ballast(asked)).isEqualTo(1);
        String first = printed.out();
        JsonNode document = Json.mapper().readTree(first);
        JsonNode shrink = document.at("/comparisons/0");
        assertThat(shrink.get("name").asText()).isEqualTo("shrink_rate");
        assertThat(shrink.at("/a/values")).hasSize(5);
        assertThat(shrink.get("ratio").asDouble()).isCloseTo(0.8, within(0.02));
        assertThat(shrink.at("/interval/0").asDouble())
                .isLessThan(shrink.get("ratio").asDouble());
        assertThat(shrink.get("verdict").asText()).isEqualTo("different");
        assertThat(shrink.get("better").asBoolean()).isFalse();
        assertThat(document.get("failed").asBoolean()).isTrue();
        assertThat(document.get("variant").asText()).isEqualTo("corrected");
        printed.forget();
        ballast(asked);
        assertThat(printed.out()).isEqualTo(first);
    }

    @Test
    void folderOfAnyStore() {
        String path = folder.resolve("store/old/20261128-000001-0000").toString();
        assertThat(BallastCommand.execute("compare", path, path.replace("old/20261128-000001", "new/20261128-000002")))
                .isZero();
        assertThat(BallastCommand.execute(
                        "compare", path, folder.resolve("nowhere").toString()))
                .isEqualTo(2);
    }

    @Test
    void allThatIsWrongAtOnce() {
        assertThat(ballast("compare", "old")).isEqualTo(2);
        assertThat(printed.err()).contains("got one campaign, want a second one, or --baseline");
        assertThat(ballast(
                        "compare",
                        "old",
                        "new",
                        "--figure",
                        "speed",
                        "--variant",
                        "best",
                        "--baseline",
                        "mode",
                        "--correction",
                        "some",
                        "--alpha",
                        "5"))
                .isEqualTo(2);
        assertThat(printed.err())
                .contains("--figure: got figure 'speed'")
                .contains("--variant: got 'best', want corrected or as-published")
                .contains("--baseline: got 'mode', want NAME=VALUE")
                .contains("--correction: got 'some'")
                .contains("--alpha: got 5.0, want between 0 and 1");
        assertThat(ballast("compare", "old", "new", "--fail-if", "footprint<")).isEqualTo(2);
        assertThat(ballast("compare", "old", "new", "--fail-if", "build_time<1"))
                .as("inflate builds nothing")
                .isEqualTo(2);
    }

    @Test
    void everyFigureIsExplained() throws IOException {
        assertThat(ballast("figures")).isZero();
        assertThat(printed.out())
                .contains("as-published: as the published artefact's plot scripts compute it")
                .contains("shrink_rate (shrink_gib_s_median, GiB/s, of inflate, stream, ftq)\n");
        printed.forget();
        assertThat(ballast("figures", "old")).isZero();
        assertThat(printed.out()).contains("| shrink_gib_s_median | ");
    }

    /** The artefact's three multivm runs, against the independent program's figures. */
    @Test
    void publishedRunsAgainstTheirBaseline() throws IOException {
        ReferenceData data = ReferenceData.required();
        assertThat(ballast("import", data.folder().resolve("multivm").toString(), "--name", "published"))
                .isZero();
        for (String variant : new String[] {"as-published", "corrected"}) {
            printed.forget();
            assertThat(ballast(
                            "compare",
                            "published",
                            "--baseline",
                            "mode=base-manual",
                            "--variant",
                            variant,
                            "--figure",
                            "footprint",
                            "--output",
                            "json",
                            "--fail-if",
                            "footprint > 0.9"))
                    .isZero();
            JsonNode document = Json.mapper().readTree(printed.out());
            assertThat(document.get("comparisons")).hasSize(2);
            assertThat(document.get("notes").toString()).doesNotContain("doubtful");
            for (JsonNode one : document.get("comparisons")) {
                String run = "/multivm/clang-" + one.at("/b/mode").asText();
                JsonNode figures = data.summary();
                String of = variant.equals("corrected")
                        ? "/corrected_all_samples_until_vm_end/gib_min"
                        : "/as_published/gib_min";
                double wanted = figures.at(run + of).asDouble()
                        / figures.at("/multivm/clang-base-manual" + of).asDouble();
                assertThat(one.get("ratio").asDouble()).isCloseTo(wanted, within(1e-8));
                assertThat(one.get("verdict").asText()).isEqualTo("not enough data");
            }
        }
    }

    private int ballast(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (!Arrays.equals(arguments, new String[] {"figures"})) {
            all.addAll(List.of("--store", folder.resolve("store").toString()));
        }
        return BallastCommand.execute(all.toArray(String[]::new));
    }
}
