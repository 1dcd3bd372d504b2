package ballast.coordinator.results;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.results.IndexedRun.Status;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreIndexTest {
    private static final String DISTURBED = "{\"guard\":{\"marks\":[\"paused\"],\"breaches\":[]}}";

    @TempDir
    Path folder;

    private final List<Cell> cells = List.of(
            StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false),
            StoreFixture.inflate(Mode.BASE_MANUAL, "2GiB", false),
            StoreFixture.inflate(Mode.VIRTIO_MEM, "1GiB", false),
            StoreFixture.inflate(Mode.VIRTIO_MEM, "2GiB", false));
    private ResultStore store;
    private Path campaign;

    @BeforeEach
    void create() throws Exception {
        store = new ResultStore(folder);
        CampaignRecord record = StoreFixture.campaign("inflate", cells);
        store.create(record);
        campaign = store.folder(record);
        commit(0, 1, StoreFixture.COMPLETED);
        commit(1, 1, StoreFixture.FAILED);
        store.skipped(StoreFixture.run(cells.get(2)), "no host");
    }

    private void commit(int cell, int attempt, Outcome outcome) throws Exception {
        AttemptId id = new AttemptId(StoreFixture.run(cells.get(cell)), attempt);
        store.commit(
                id,
                cells.get(cell),
                StoreFixture.HOST,
                outcome,
                StoreFixture.upload(store, id, Map.of("meta.json", DISTURBED)),
                StoreFixture.STARTED,
                StoreFixture.ENDED);
    }

    private IndexedCampaign read() throws IOException {
        StoreIndex.Found found = store.index().all();
        assertThat(found.problems()).isEmpty();
        assertThat(found.campaigns()).hasSize(1);
        return found.campaigns().get(0);
    }

    private Map<Status, Long> counts() throws IOException {
        List<String> problems = new ArrayList<>();
        List<CampaignCounts> counts = store.index().counts(problems);
        assertThat(problems).isEmpty();
        return counts.get(0).runs();
    }

    @Test
    void countsAreThoseOfTheRuns() throws Exception {
        var all = Map.of(Status.COMPLETED, 1L, Status.FAILED, 1L, Status.SKIPPED, 1L, Status.WAITING, 1L);
        assertThat(counts()).as("of the runs").isEqualTo(all);
        age();
        counts();
        assertThat(counts()).as("of the index").isEqualTo(all);
        commit(3, 1, StoreFixture.COMPLETED);
        assertThat(counts()).containsEntry(Status.COMPLETED, 2L).doesNotContainKey(Status.WAITING);
    }

    private List<Status> statuses() throws IOException {
        return read().runs().stream().map(IndexedRun::status).toList();
    }

    /** As if all had been quiet for a while. */
    private void age() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.walk(campaign)) {
            folders = all.filter(Files::isDirectory).toList();
        }
        for (Path path : folders) {
            assertThat(path.toFile().setLastModified(System.currentTimeMillis() - 60_000))
                    .isTrue();
        }
    }

    private Path status(int cell) {
        return campaign.resolve("cells/" + cells.get(cell).id() + "/rep-1/status.json");
    }

    @Test
    void tellsHowEachRunStands() throws Exception {
        IndexedCampaign found = read();
        assertThat(found.name()).isEqualTo("inflate");
        assertThat(found.id()).isEqualTo(StoreFixture.CAMPAIGN);
        assertThat(statuses()).containsExactly(Status.COMPLETED, Status.FAILED, Status.SKIPPED, Status.WAITING);
        IndexedRun first = found.runs().get(0);
        assertThat(first.cell().parameters()).isEqualTo(cells.get(0).parameters());
        assertThat(first.end()).hasValueSatisfying(end -> {
            assertThat(end.host()).isEqualTo(StoreFixture.HOST.id());
            assertThat(end.started()).isEqualTo(StoreFixture.STARTED);
            assertThat(end.ended()).isEqualTo(StoreFixture.ENDED);
            assertThat(end.disturbed()).isTrue();
        });
        assertThat(found.folder(first)).exists();
        assertThat(read()).as("from the index").isEqualTo(found);
        assertThat(read().state()).isEqualTo(found.state());
    }

    @Test
    void whatComesAtTheSameMomentIsSeen() throws Exception {
        read();
        commit(3, 1, StoreFixture.COMPLETED);
        assertThat(statuses()).containsExactly(Status.COMPLETED, Status.FAILED, Status.SKIPPED, Status.COMPLETED);
        String before = read().state();
        commit(1, 2, StoreFixture.COMPLETED);
        assertThat(statuses()).containsExactly(Status.COMPLETED, Status.COMPLETED, Status.SKIPPED, Status.COMPLETED);
        assertThat(read().state()).isNotEqualTo(before);
    }

    @Test
    void whatComesLongAfterIsSeen() throws Exception {
        age();
        read();
        commit(3, 1, StoreFixture.COMPLETED);
        commit(1, 2, StoreFixture.COMPLETED);
        assertThat(statuses()).containsExactly(Status.COMPLETED, Status.COMPLETED, Status.SKIPPED, Status.COMPLETED);
    }

    @Test
    void whereNothingHasChangedNoRunIsRead() throws Exception {
        age();
        IndexedCampaign before = read();
        // does not change its folder's time
        Files.writeString(status(0), "not to be read");
        assertThat(read()).isEqualTo(before);
    }

    @Test
    void whatCannotBeReadIsToldEachTime() throws Exception {
        Files.writeString(status(0), "{");
        age();
        for (int i = 0; i < 2; i++) {
            StoreIndex.Found found = store.index().all();
            assertThat(found.problems()).singleElement().asString().contains("status.json");
            assertThat(found.campaigns().get(0).runs().get(0).status()).isEqualTo(Status.WAITING);
        }
    }

    @Test
    void anIndexThatIsDamagedOrOfAnotherFormatIsMadeAgain() throws Exception {
        age();
        IndexedCampaign before = read();
        Path index = folder.resolve(".ballast/index/" + StoreFixture.CAMPAIGN + ".tsv");
        String whole = Files.readString(index);
        for (String damaged :
                List.of("", "x", whole.substring(0, whole.length() / 2), whole.replace("index 1", "index 0"))) {
            Files.writeString(index, damaged);
            assertThat(read()).isEqualTo(before);
            assertThat(index).hasContent(whole);
        }
    }

    @Test
    void parametersMayHoldAnything() throws Exception {
        var odd = new IndexedCell(cells.get(0).id(), "inflate", "base-manual", Map.of("a\tb", "c\\d\n\u00e9\""));
        var text = new IndexText("1-2", "n", Instant.EPOCH, false, 0, List.of(odd), new long[] {7}, List.of());
        IndexText again = IndexText.read(
                        StoreFixture.CAMPAIGN, text.write().lines().toList())
                .orElseThrow();
        assertThat(again.cells()).containsExactly(odd);
        assertThat(again.changed()).containsExactly(7);
    }

    @Test
    void byNameIdOrLatest() throws Exception {
        for (String name : List.of("inflate", "latest", StoreFixture.CAMPAIGN.value())) {
            assertThat(store.index().find(name).campaigns()).hasSize(1);
        }
        assertThat(store.index().find("other").campaigns()).isEmpty();
        assertThat(new ResultStore(folder.resolve("nowhere")).index().all().campaigns())
                .isEmpty();
    }
}
