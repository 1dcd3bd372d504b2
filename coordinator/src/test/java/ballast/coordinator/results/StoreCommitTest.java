package ballast.coordinator.results;

import static ballast.coordinator.results.StoreFixture.COMPLETED;
import static ballast.coordinator.results.StoreFixture.ENDED;
import static ballast.coordinator.results.StoreFixture.FAILED;
import static ballast.coordinator.results.StoreFixture.HOST;
import static ballast.coordinator.results.StoreFixture.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommitTest {
    private static final Cell CELL = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
    private static final RunId RUN = StoreFixture.run(CELL);
    private static final Map<String, String> FILES =
            Map.of("meta.json", "{}", "out.csv", "shrink,grow,touch,touch2\n", "vm_0/samples.csv", "time,rss\n");

    @TempDir
    Path folder;

    private ResultStore store;
    private Path place;

    @BeforeEach
    void createCampaign() throws CommitException {
        store = new ResultStore(folder.resolve("store"));
        CampaignRecord campaign = StoreFixture.campaign("inflate", List.of(CELL));
        store.create(campaign);
        place = StoreLayout.run(store.folder(campaign), RUN);
    }

    @Test
    void movesTheUploadToTheRunsPlace() throws Exception {
        List<ResultFile> files = StoreFixture.upload(store, attempt(1), FILES);
        commit(1, COMPLETED, files);

        assertThat(namesBelow(place))
                .containsExactly("meta.json", "out.csv", "spec.json", "status.json", "vm_0/samples.csv");
        assertThat(folder.resolve("store/.ballast/incoming")).isEmptyDirectory();
        JsonNode status = json(place.resolve("status.json"));
        assertThat(status.fieldNames())
                .toIterable()
                .containsExactly("status", "attempt", "host", "accel", "driver", "started", "ended", "files");
        assertThat(status.get("status").asText()).isEqualTo("completed");
        assertThat(status.get("accel").asText()).isEqualTo("tcg");
        assertThat(status.get("started").asText()).isEqualTo("2026-11-23T19:01:03Z");
        assertThat(Json.mapper().readValue(place.resolve("spec.json").toFile(), StoredSpec.class))
                .isEqualTo(new StoredSpec(attempt(1), CELL, HOST));
    }

    @Test
    void keepsWhyARunFailedAndWhatItMeasured() throws Exception {
        commit(1, FAILED, StoreFixture.upload(store, attempt(1), FILES));

        JsonNode failure = json(place.resolve("status.json")).get("failure");
        assertThat(failure.get("kind").asText()).isEqualTo("BOOT");
        assertThat(failure.get("message").asText()).isEqualTo("the guest never answered");
        assertThat(failure.get("details").get(0).asText()).isEqualTo("Kernel panic");
        assertThat(place.resolve("out.csv")).exists();
    }

    @Test
    void takesAnAttemptThatFailedBeforeItHadFiles() throws Exception {
        commit(1, FAILED, List.of());
        assertThat(namesBelow(place)).containsExactly("spec.json", "status.json");
    }

    @Test
    void committingTheSameAttemptAgainChangesNothing() throws Exception {
        List<ResultFile> files = StoreFixture.upload(store, attempt(1), FILES);
        commit(1, COMPLETED, files);
        var before = Files.getLastModifiedTime(place.resolve("status.json"));

        commit(1, COMPLETED, files);
        assertThat(Files.getLastModifiedTime(place.resolve("status.json"))).isEqualTo(before);
    }

    @Test
    void aFailedAttemptGivesWayToALaterOne() throws Exception {
        commit(1, FAILED, StoreFixture.upload(store, attempt(1), FILES));
        commit(2, COMPLETED, StoreFixture.upload(store, attempt(2), FILES));

        assertThat(status()).isInstanceOf(StoredStatus.Completed.class);
        assertThat(place.resolveSibling("rep-1.attempt-1").resolve("status.json"))
                .content()
                .contains("failed");
    }

    @Test
    void aCompletedRunKeepsItsResult() throws Exception {
        commit(1, COMPLETED, StoreFixture.upload(store, attempt(1), FILES));
        List<ResultFile> again = StoreFixture.upload(store, attempt(2), FILES);

        assertThatThrownBy(() -> commit(2, COMPLETED, again))
                .isInstanceOf(CommitException.class)
                .hasMessageContaining("attempt 1 is in the store already")
                .hasMessageContaining("this one is dropped");
    }

    @Test
    void aLateResultOfAnEarlierAttemptIsRefused() throws Exception {
        commit(2, FAILED, List.of());
        List<ResultFile> late = StoreFixture.upload(store, attempt(1), FILES);

        assertThatThrownBy(() -> commit(1, COMPLETED, late)).hasMessageContaining("attempt 2 is in the store already");
        assertThat(status()).isInstanceOf(StoredStatus.Failed.class);
    }

    @Test
    void aSkippedRunHasAStatusOnlyAndMayStillRun() throws Exception {
        store.skipped(RUN, "no host has 4 cores");
        store.skipped(RUN, "said again");
        assertThat(namesBelow(place)).containsExactly("status.json");
        assertThat(status()).isEqualTo(new StoredStatus.Skipped("no host has 4 cores"));

        commit(1, COMPLETED, StoreFixture.upload(store, attempt(1), FILES));
        assertThat(status()).isInstanceOf(StoredStatus.Completed.class);
        store.skipped(RUN, "too late");
        assertThat(status()).isInstanceOf(StoredStatus.Completed.class);
    }

    @Test
    void aRunThatIsTriedAgainAndSkippedAgainKeepsAllItLeft() throws Exception {
        store.skipped(RUN, "cancelled by the user");
        commit(1, new Outcome.Skipped("no such parameter"), StoreFixture.upload(store, attempt(1), FILES));
        assertThat(status()).isEqualTo(new StoredStatus.Skipped("no such parameter"));
        commit(1, new Outcome.Skipped("no such parameter"), List.of());
        commit(2, COMPLETED, StoreFixture.upload(store, attempt(2), FILES));
        assertThat(status()).isInstanceOf(StoredStatus.Completed.class);
        assertThat(namesBelow(place.resolveSibling("rep-1.skipped"))).containsExactly("status.json");
        assertThat(namesBelow(place.resolveSibling("rep-1.skipped-2"))).contains("out.csv", "status.json");
    }

    @Test
    void discardsWhatIsNotWanted() throws Exception {
        StoreFixture.upload(store, attempt(1), FILES);
        StoreFixture.upload(store, attempt(2), FILES);
        store.discard(attempt(1));
        store.discard(attempt(1));
        assertThat(store.incoming(attempt(1))).doesNotExist();
        assertThat(store.incoming(attempt(2))).isNotEmptyDirectory();
        store.discard(attempt(2));
        assertThat(folder.resolve("store/.ballast/incoming")).isEmptyDirectory();
    }

    private void commit(int number, Outcome outcome, List<ResultFile> files) throws CommitException {
        store.commit(attempt(number), CELL, HOST, outcome, files, STARTED, ENDED);
    }

    private StoredStatus status() throws IOException {
        return store.find(StoreFixture.CAMPAIGN).orElseThrow().runs().get(0).status();
    }

    private static AttemptId attempt(int number) {
        return new AttemptId(RUN, number);
    }

    private static JsonNode json(Path file) throws IOException {
        return Json.mapper().readTree(file.toFile());
    }

    private static List<String> namesBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
