package ballast.coordinator.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCampaignTest {
    private static final List<Cell> CELLS =
            List.of(StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false), StoreFixture.multivm(Mode.BASE_AUTO, true));
    private static final CampaignRecord CAMPAIGN = StoreFixture.campaign("lab", CELLS);

    @TempDir
    Path folder;

    private ResultStore store;

    @BeforeEach
    void openStore() {
        store = new ResultStore(folder.resolve("new/store"));
    }

    @Test
    void aCampaignIsReadBackAsItWasCreated() throws Exception {
        store.create(CAMPAIGN);

        StoredCampaign read = store.find(StoreFixture.CAMPAIGN).orElseThrow();
        assertThat(read.campaign()).isEqualTo(CAMPAIGN);
        assertThat(read.store()).isEqualTo(store.root());
        assertThat(read.path()).isEqualTo(store.root().resolve("lab/20261123-190102-3fa9"));
        assertThat(read.runs()).extracting(StoredRun::cell).isEqualTo(CELLS);
        assertThat(read.runs()).extracting(StoredRun::status).containsOnly(new StoredStatus.Waiting());
    }

    @Test
    void theLinkToTheLatestIsRelativeAndNeverTurnsBack() throws Exception {
        store.create(CAMPAIGN);
        CampaignRecord later = withId("20261124-080000-0001");
        store.create(later);
        store.create(CAMPAIGN);

        Path latest = store.root().resolve("lab/latest");
        assertThat(Files.readSymbolicLink(latest)).isEqualTo(Path.of("20261124-080000-0001"));
        assertThat(ResultStore.read(latest).campaign()).isEqualTo(later);
    }

    @Test
    void creatingItAgainKeepsWhatIsThere() throws Exception {
        store.create(CAMPAIGN);
        Files.delete(store.root().resolve("lab/latest"));
        store.create(CAMPAIGN);
        assertThat(store.root().resolve("lab/latest")).isSymbolicLink();
        assertThat(store.find(StoreFixture.CAMPAIGN)).isPresent();
    }

    @Test
    void anUnknownCampaignIsNotFound() throws IOException {
        assertThat(store.find(new CampaignId("20200101-000000-0000"))).isEmpty();
    }

    @Test
    void aNameThatWouldLeaveTheStoreIsRefused() {
        assertThatThrownBy(() -> StoreFixture.campaign("../lab", CELLS))
                .hasMessageContaining("campaign name: got '../lab'");
    }

    @Test
    void aPlanWithForeignRunsIsRefused() {
        RunId foreign = new RunId(new CampaignId("other"), CELLS.get(0).id(), 1);
        assertThatThrownBy(() -> new CampaignRecord(
                        StoreFixture.CAMPAIGN,
                        "lab",
                        "",
                        CELLS,
                        List.of(foreign),
                        java.util.Map.of(),
                        "me@lab",
                        StoreFixture.STARTED))
                .hasMessageContaining("want only runs of " + StoreFixture.CAMPAIGN);
    }

    @Test
    void aStoreIsCreatedAndProvenWritable() {
        assertThatCode(store::checkWritable).doesNotThrowAnyException();
        assertThat(store.root()).isDirectory();
    }

    @Test
    void aStoreWhoseFolderIsAFileSaysSo() throws IOException {
        Files.writeString(folder.resolve("new"), "");
        assertThatThrownBy(store::checkWritable)
                .isInstanceOf(CommitException.class)
                .hasMessageStartingWith("the store " + store.root() + " is not writable: " + folder.resolve("new"))
                .hasMessageContaining("--store");
        assertThatThrownBy(() -> store.create(CAMPAIGN)).hasMessageContaining("cannot be created in the store");
    }

    private static CampaignRecord withId(String id) {
        return new CampaignRecord(
                new CampaignId(id), "lab", "", CELLS, List.of(), java.util.Map.of(), "me@lab", StoreFixture.STARTED);
    }

    @Test
    void severalCoordinatorsFindItWritableAtTheSameTime() throws Exception {
        int coordinators = 8;
        var together = new java.util.concurrent.CyclicBarrier(coordinators);
        var looks = java.util.stream.IntStream.range(0, coordinators)
                .mapToObj(number -> new java.util.concurrent.FutureTask<>(() -> {
                    together.await(30, java.util.concurrent.TimeUnit.SECONDS);
                    for (int look = 0; look < 20; look++) {
                        new ResultStore(folder.resolve("shared")).checkWritable();
                    }
                    return number;
                }))
                .toList();
        looks.forEach(look -> new Thread(look).start());
        for (var look : looks) {
            look.get(60, java.util.concurrent.TimeUnit.SECONDS);
        }
        try (var left = Files.list(folder.resolve("shared/.ballast"))) {
            assertThat(left).isEmpty();
        }
    }
}
