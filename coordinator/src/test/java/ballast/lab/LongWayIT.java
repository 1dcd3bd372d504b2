package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agent and coordinator with 100 ms between them each way, and connections that break. */
class LongWayIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int RUN_SECONDS = 4;
    private static final int RUNS = 12;
    private static final int DROPS = 3;

    private LongWay way;

    private void lay(SingleLab lab) throws java.io.IOException {
        way = lab.open(LongWay.lay(lab.network(), lab.alpha(), lab.coordinatorPlace()));
    }

    @Test
    void brokenConnectionsLoseNothing(@TempDir Path folder) throws Exception {
        try (SingleLab lab = SingleLab.start(folder, RUN_SECONDS, this::lay)) {
            String campaign = lab.client()
                    .ballast(
                            "submit",
                            lab.settings().matrix("far", "shared", RUNS).toString());
            for (int drop = 1; drop <= DROPS; drop++) {
                int done = drop;
                Awaitility.await("the next commits and live samples")
                        .atMost(BOUND)
                        .until(() -> states(lab, campaign, "completed") >= done && hasLiveSamples(lab, campaign));
                long before = way.accepted();
                way.drop();
                Awaitility.await("a new connection").atMost(BOUND).until(() -> way.accepted() > before);
            }

            Awaitility.await("the campaign's end")
                    .atMost(BOUND)
                    .until(() -> runs(lab, campaign).path("ended").asBoolean());
            assertThat(states(lab, campaign, "completed")).isEqualTo(RUNS);
            for (JsonNode run : runs(lab, campaign).path("runs")) {
                assertThat(run.at("/state/attempt").toString())
                        .as("the only attempt")
                        .containsPattern("(number\":|attempt-)1\\b");
            }
            assertThat(samples(folder.resolve("store"))).hasSize(RUNS).allMatch(lines -> lines > RUN_SECONDS);
        }
    }

    private static JsonNode runs(SingleLab lab, String campaign) throws Exception {
        return lab.client().get("/api/campaigns/" + campaign);
    }

    private static int states(SingleLab lab, String campaign, String state) throws Exception {
        int count = 0;
        for (JsonNode run : runs(lab, campaign).path("runs")) {
            count += run.at("/state/state").asText().equals(state) ? 1 : 0;
        }
        return count;
    }

    private static boolean hasLiveSamples(SingleLab lab, String campaign) throws Exception {
        for (JsonNode run : runs(lab, campaign).path("runs")) {
            if (!run.path("live").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** How many lines each run's samples have. */
    private static List<Long> samples(Path store) throws Exception {
        List<Long> counts = new java.util.ArrayList<>();
        try (Stream<Path> files = Files.walk(store.resolve("far"))) {
            for (Path file : files.filter(path -> path.endsWith("samples.csv")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    counts.add(lines.count());
                }
            }
        }
        return counts;
    }
}
