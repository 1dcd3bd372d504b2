package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.ReferenceData;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: the published data imported, and what {@code ballast figures} says of it, against an independent program. */
class PublishedFiguresTest {
    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    private JsonNode wanted;
    private JsonNode runs;

    @BeforeEach
    void importAll() throws IOException {
        ReferenceData data = ReferenceData.required();
        wanted = data.summary();
        String store = folder.resolve("store").toString();
        assertThat(BallastCommand.execute("import", data.folder().toString(), "--name", "published", "--store", store))
                .isZero();
        printed.forget();
        assertThat(BallastCommand.execute("figures", "published", "--store", store, "--output", "json"))
                .isZero();
        runs = Json.mapper().readTree(printed.out()).get("cells");
    }

    @Test
    void areTheOnesOfTheSummary() {
        for (String mode : List.of("base-manual", "base-auto", "llfree-auto")) {
            JsonNode run = only("multivm", mode, Map.of());
            JsonNode of = wanted.at("/multivm/clang-" + mode);
            same(run.at("/asPublished/footprint_gib_min"), of.at("/as_published/gib_min"));
            same(run.at("/asPublished/peak_gib"), of.at("/as_published/gib_max"));
            same(run.at("/asPublished/footprint_vs_baseline"), of.at("/as_published/gib_min_vs_baseline"));
            same(run.at("/asPublished/peak_vs_baseline"), of.at("/as_published/gib_max_vs_baseline"));
            same(run.at("/figures/footprint_gib_min"), of.at("/corrected_all_samples_until_vm_end/gib_min"));
            same(run.at("/figures/peak_gib"), of.at("/corrected_all_samples_until_vm_end/gib_max"));
        }
        JsonNode inflate = only("inflate", "virtio-mem", Map.of("nofault", "false"));
        same(
                inflate.at("/asPublished/shrink_gib_s_median"),
                wanted.at("/inflate/virtio-mem-movable/reclaim_gib_s/median"));
        same(
                inflate.at("/figures/shrink_gib_s_median"),
                wanted.at("/inflate/virtio-mem-movable/reclaim_gib_s_true18/median"));
        for (int threads : new int[] {1, 2, 4, 8, 10, 12}) {
            JsonNode stream = resized("stream", "llfree-manual", threads, "false");
            JsonNode of = wanted.at("/stream/" + threads + "/HyperAlloc");
            same(stream.at("/asPublished/bandwidth_gb_s_p1"), of.get("p1_gb_s"));
            same(stream.at("/asPublished/faster_s"), of.get("faster_s"));
            JsonNode ftq = resized("ftq", "llfree-manual", threads, "false");
            same(
                    ftq.at("/asPublished/work_minus_balloon"),
                    wanted.at("/ftq/" + threads + "/HyperAlloc/work_minus_balloon"));
        }
    }

    @Test
    void eachIsExplained() {
        for (JsonNode run : runs) {
            assertThat(run.get("figures")).isNotEmpty();
            for (String variant : List.of("figures", "asPublished")) {
                run.get(variant)
                        .fieldNames()
                        .forEachRemaining(name -> assertThat(FigureCatalog.kind(name))
                                .as(name)
                                .hasValueSatisfying(kind -> assertThat(kind.benchmarks())
                                        .contains(run.get("benchmark").asText())));
            }
        }
    }

    /** The paper's finding: the balloon halves the bandwidth for most of a minute, HyperAlloc hardly shows. */
    @Test
    void dipsAreThoseThatThePaperShows() {
        JsonNode balloon = resized("stream", "base-manual", 12, "false").get("figures");
        JsonNode hyperalloc = resized("stream", "llfree-manual", 12, "false").get("figures");
        assertThat(balloon.get("shrink_dip_depth").asDouble()).isBetween(0.4, 0.6);
        assertThat(balloon.get("shrink_dip_s").asDouble()).isBetween(30.0, 70.0);
        assertThat(hyperalloc.get("shrink_dip_depth").asDouble()).isLessThan(0.1);
        assertThat(hyperalloc.get("shrink_dip_s").asDouble()).isLessThan(5);
        JsonNode baseline = resized("stream", "base-manual", 12, "true").get("figures");
        assertThat(baseline.has("shrink_dip_depth")).isFalse();
    }

    private JsonNode resized(String benchmark, String mode, int threads, String baseline) {
        return only(benchmark, mode, Map.of("threads", String.valueOf(threads), "baseline", baseline));
    }

    private JsonNode only(String benchmark, String mode, Map<String, String> parameters) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode run : runs) {
            boolean alike = parameters.entrySet().stream()
                    .allMatch(parameter ->
                            run.at("/parameters/" + parameter.getKey()).asText().equals(parameter.getValue()));
            if (alike
                    && run.get("benchmark").asText().equals(benchmark)
                    && run.get("mode").asText().equals(mode)) {
                found.add(run);
            }
        }
        assertThat(found).as(benchmark + " " + mode + " " + parameters).hasSize(1);
        return found.get(0);
    }

    private static void same(JsonNode got, JsonNode recorded) {
        assertThat(got.isNumber()).isTrue();
        double value = recorded.asDouble();
        assertThat(got.asDouble()).isCloseTo(value, within(Math.abs(value) * 1e-9 + 1e-8));
    }
}
