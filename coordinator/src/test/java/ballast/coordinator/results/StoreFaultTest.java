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
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever goes wrong, the upload stays as it was and the store has the old result or the new one. Faults are real ones: a file
 * where a folder must be, /dev/full behind a file name (tests may run as root, whom no permission stops).
 */
class StoreFaultTest {
    private static final Cell CELL = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
    private static final RunId RUN = StoreFixture.run(CELL);
    private static final Map<String, String> FILES = Map.of("meta.json", "{}", "out.csv", "shrink,grow\n");

    @TempDir
    Path folder;

    private ResultStore store;
    private Path campaign;
    private Path place;

    @BeforeEach
    void createCampaign() throws CommitException {
        store = new ResultStore(folder.resolve("store"));
        CampaignRecord record = StoreFixture.campaign("inflate", List.of(CELL));
        store.create(record);
        campaign = store.folder(record);
        place = StoreLayout.run(campaign, RUN);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        List<ResultFile> files = upload(1);
        Files.delete(store.incoming(attempt(1)).resolve("out.csv"));
        refused(1, files, "out.csv is missing, want a file of 12 bytes");
    }

    @Test
    void aTruncatedFileIsNamed() throws Exception {
        List<ResultFile> files = upload(1);
        Files.writeString(store.incoming(attempt(1)).resolve("out.csv"), "shri");
        refused(1, files, "out.csv: got 4 bytes, want 12");
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        List<ResultFile> files = upload(1);
        Files.writeString(store.incoming(attempt(1)).resolve("out.csv"), "shrink,grew\n");
        refused(1, files, "out.csv: got SHA-256 ");
    }

    @Test
    void aFileThatWasNotDeclaredIsNamed() throws Exception {
        List<ResultFile> files = upload(1);
        Files.writeString(store.incoming(attempt(1)).resolve("more.txt"), "");
        refused(1, files, "more.txt is there, but was not declared");
    }

    @Test
    void anAgentCannotWriteTheStatus() throws Exception {
        List<ResultFile> files = StoreFixture.upload(store, attempt(1), Map.of("status.json", "{}"));
        refused(1, files, "status.json is declared, but the coordinator writes that file itself");
    }

    @Test
    void anUploadThatNeverCameNamesTheFirstFew() throws Exception {
        List<ResultFile> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            files.add(new ResultFile("file-" + i, 1, "00"));
        }
        refused(1, files, "file-4 is missing, want a file of 1 bytes; and 3 more");
    }

    @Test
    void aFullDiskLeavesTheUploadAsItWas() throws Exception {
        List<ResultFile> files = upload(1);
        Path unfinished = store.incoming(attempt(1)).resolve("status.json.tmp");
        Files.createSymbolicLink(unfinished, Path.of("/dev/full"));

        assertThatThrownBy(() -> commit(1, COMPLETED, files))
                .isInstanceOf(CommitException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("status.json")
                .hasMessageContaining(" free at ")
                .hasMessageContaining("its files stay in " + store.incoming(attempt(1)));
        assertThat(content(store.incoming(attempt(1)))).isEqualTo(FILES);
        assertThat(status()).isEqualTo(new StoredStatus.Waiting());

        commit(1, COMPLETED, files);
        assertThat(status()).isInstanceOf(StoredStatus.Completed.class);
    }

    @Test
    void aFileWhereAFolderMustBeIsNamed() throws Exception {
        Files.delete(campaign.resolve("cells"));
        Files.writeString(campaign.resolve("cells"), "");
        refused(1, upload(1), campaign.resolve("cells").toString());
    }

    @Test
    void anOldResultThatCannotGiveWayStays() throws Exception {
        commit(1, FAILED, upload(1));
        List<ResultFile> files = upload(2);
        Files.createDirectories(place.resolveSibling("rep-1.attempt-1").resolve("taken"));

        refused(2, files, "rep-1.attempt-1");
        assertThat(status()).isInstanceOf(StoredStatus.Failed.class);
    }

    @Test
    void anOldResultComesBackWhenTheNewOneCannotTakeItsPlace() throws Exception {
        commit(1, FAILED, upload(1));

        Path gone = folder.resolve("gone/attempt-2");
        assertThatThrownBy(() -> new RunPlace(place).put(gone)).isInstanceOf(IOException.class);
        assertThat(place.resolve("status.json")).content().contains("failed");
        assertThat(place.resolveSibling("rep-1.attempt-1")).doesNotExist();
    }

    @Test
    void aDamagedStatusIsNamedByFileAndLine() throws Exception {
        commit(1, COMPLETED, upload(1));
        Files.writeString(place.resolve("status.json"), "{\"status\":");
        assertThatThrownBy(this::status).hasMessageStartingWith(place.resolve("status.json") + ":1: ");
    }

    @Test
    void aCampaignWhoseFolderIsGoneIsNamed() throws Exception {
        List<ResultFile> files = upload(1);
        Files.move(campaign, folder.resolve("elsewhere"));
        refused(1, files, "campaign " + StoreFixture.CAMPAIGN + " is not in " + store.root());
    }

    @Test
    void afterACrashBeforeTheRenameTheCommitIsMadeAgain() throws Exception {
        List<ResultFile> files = upload(1);
        Files.writeString(store.incoming(attempt(1)).resolve("spec.json"), "{\"half");
        Files.writeString(store.incoming(attempt(1)).resolve("status.json.tmp"), "{\"sta");
        assertThat(status()).isEqualTo(new StoredStatus.Waiting());

        commit(1, COMPLETED, files);
        assertThat(status()).isInstanceOf(StoredStatus.Completed.class);
        assertThat(content(place).keySet()).containsExactly("meta.json", "out.csv", "spec.json", "status.json");
    }

    @Test
    void afterACrashBetweenTheTwoRenamesTheOldResultIsFound() throws Exception {
        commit(1, FAILED, upload(1));
        commit(2, FAILED, upload(2));
        List<ResultFile> files = upload(3);
        Files.move(place, place.resolveSibling("rep-1.attempt-2"));

        StoredRun run = store.find(StoreFixture.CAMPAIGN).orElseThrow().runs().get(0);
        assertThat(run.path()).isEqualTo(place.resolveSibling("rep-1.attempt-2"));
        assertThat(((StoredStatus.Failed) run.status()).attempt()).isEqualTo(2);
        commit(3, COMPLETED, files);
        assertThat(status()).isInstanceOf(StoredStatus.Completed.class);
    }

    private void refused(int number, List<ResultFile> files, String why) throws IOException {
        Map<String, String> before = content(store.incoming(attempt(number)));
        assertThatThrownBy(() -> commit(number, COMPLETED, files))
                .isInstanceOf(CommitException.class)
                .hasMessageContaining(why);
        assertThat(content(store.incoming(attempt(number)))).isEqualTo(before);
    }

    private void commit(int number, Outcome outcome, List<ResultFile> files) throws CommitException {
        store.commit(attempt(number), CELL, HOST, outcome, files, STARTED, ENDED);
    }

    private List<ResultFile> upload(int number) throws IOException {
        return StoreFixture.upload(store, attempt(number), FILES);
    }

    private StoredStatus status() throws IOException {
        return store.find(StoreFixture.CAMPAIGN).orElseThrow().runs().get(0).status();
    }

    private static AttemptId attempt(int number) {
        return new AttemptId(RUN, number);
    }

    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    content.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return content;
    }
}
