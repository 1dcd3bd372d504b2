package ballast.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import ballast.model.SpoolUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Outcome COMPLETED = new Outcome.Completed();

    @TempDir
    Path folder;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = new Spool(folder.resolve("spool"));
    }

    private static AttemptId attempt(int repetition, int number) {
        return new AttemptId(new RunId(new CampaignId("campaign"), new CellId("cell"), repetition), number);
    }

    private Spool.Held sealed(AttemptId attempt, Outcome outcome) throws Exception {
        Files.writeString(spool.create(attempt).resolve("out.csv"), "abc");
        return spool.seal(attempt, outcome);
    }

    @Test
    void aSealedAttemptListsItsFilesWithTheirDigests() throws Exception {
        AttemptId attempt = attempt(1, 1);
        Path files = spool.create(attempt);
        Files.writeString(files.resolve("out.csv"), "abc");
        Files.createDirectories(files.resolve("vm_0/workload"));
        Files.writeString(files.resolve("vm_0/workload/fill-1.out"), "");

        Spool.Held held = spool.seal(attempt, COMPLETED);

        // the test vectors of FIPS 180
        assertThat(held.files())
                .containsExactly(
                        new ResultFile(
                                "out.csv", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                        new ResultFile(
                                "vm_0/workload/fill-1.out",
                                0,
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assertThat(spool.file(attempt, held.files().get(0))).hasContent("abc");
    }

    @Test
    void knowsHowMuchItHolds() throws Exception {
        ByteSize limit = ByteSize.mib(1);
        spool = new Spool(folder.resolve("spool"), limit);
        assertThat(spool.recover()).isEmpty();
        assertThat(spool.use()).isEqualTo(new SpoolUse(ByteSize.ZERO, limit));

        Path files = spool.create(attempt(1, 1));
        Files.write(files.resolve("samples.csv"), new byte[1000]);
        assertThat(spool.use().used()).isEqualTo(ByteSize.ZERO);
        assertThat(spool.measure().used()).isEqualTo(new ByteSize(1000));

        spool.seal(attempt(1, 1), COMPLETED);
        long sealed = spool.use().used().bytes();
        assertThat(sealed).isGreaterThan(1000); // with result.json
        sealed(attempt(2, 1), COMPLETED);
        Files.writeString(folder.resolve("spool/left-by-somebody"), "abc");
        long both = spool.use().used().bytes();

        Spool again = new Spool(folder.resolve("spool"), limit);
        again.recover();
        assertThat(again.use().used()).isEqualTo(new ByteSize(both + 3));
        again.forget(attempt(2, 1));
        assertThat(again.use().used()).isEqualTo(new ByteSize(sealed + 3));
        again.forget(attempt(1, 1));
        again.forget(attempt(1, 1));
        assertThat(again.use().used()).isEqualTo(new ByteSize(3));
    }

    @Test
    void whatIsSealedIsHeldAcrossARestart() throws Exception {
        Spool.Held one = sealed(attempt(1, 1), COMPLETED);
        var failure = new Failure(FailureKind.BOOT, "the guest never answered", List.of("console: panic"));
        Spool.Held other = sealed(attempt(2, 3), new Outcome.Failed(failure));
        assertThat(new Spool(folder.resolve("spool")).recover()).containsExactly(one, other);
    }

    @Test
    void whatADeadAgentLeftUnsealedIsRemoved() throws Exception {
        Files.writeString(spool.create(attempt(1, 1)).resolve("out.csv"), "half");
        Path torn = spool.create(attempt(1, 2)).resolveSibling("result.json.part");
        Files.writeString(torn, "{\"attem");
        Spool.Held held = sealed(attempt(2, 1), COMPLETED);

        assertThat(spool.recover()).containsExactly(held);
        assertThat(folder.resolve("spool/campaign/cell/rep-1/attempt-1")).doesNotExist();
        assertThat(torn).doesNotExist();
    }

    @Test
    void forgettingRemovesTheAttemptAndTheFoldersThatAreEmptyThen() throws Exception {
        Path root = folder.resolve("spool");
        sealed(attempt(1, 1), COMPLETED);
        sealed(attempt(2, 1), COMPLETED);

        spool.forget(attempt(1, 1));
        assertThat(root.resolve("campaign/cell/rep-1")).doesNotExist();
        assertThat(root.resolve("campaign/cell/rep-2/attempt-1")).exists();

        spool.forget(attempt(2, 1));
        spool.forget(attempt(2, 1)); // acknowledged a second time
        assertThat(root).isEmptyDirectory();
        assertThat(spool.recover()).isEmpty();
    }

    @Test
    void anAttemptThatIsStartedAgainStartsWithAnEmptyFolder() throws Exception {
        sealed(attempt(1, 1), COMPLETED);
        assertThat(spool.create(attempt(1, 1))).isEmptyDirectory();
        assertThat(spool.recover()).isEmpty();
    }

    /** The run before it is acknowledged while the next one of the same cell is started. */
    @Test
    void forgettingOneAttemptDoesNotTakeTheFoldersOfAnother() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Void>> runs = new ArrayList<>();
            for (int repetition = 1; repetition <= 2; repetition++) {
                AttemptId own = attempt(repetition, 1);
                runs.add(() -> {
                    for (int i = 0; i < 2000; i++) {
                        assertThat(spool.create(own)).isEmptyDirectory();
                        spool.forget(own);
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(runs)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aDamagedAttemptIsPutAsideAndTheOthersAreRecovered() throws Exception {
        Spool.Held whole = sealed(attempt(1, 1), COMPLETED);
        Path rep = folder.resolve("spool/campaign/cell/rep-2");
        for (String damage : List.of("{\"attem", "{}", "")) {
            sealed(attempt(2, 1), COMPLETED);
            Files.writeString(rep.resolve("attempt-1/result.json"), damage);
            assertThat(spool.recover()).as(damage).containsExactly(whole);
            assertThat(rep.resolve("attempt-1")).doesNotExist();
        }
        assertThat(rep.resolve("attempt-1.damaged/files/out.csv")).hasContent("abc");
        assertThat(rep.resolve("attempt-1.damaged-2/files/out.csv")).exists();
        assertThat(rep.resolve("attempt-1.damaged-3/files/out.csv")).exists();
    }

    @Test
    void anAttemptWithoutFilesCanBeSealed() throws Exception {
        assertThat(spool.seal(attempt(1, 1), COMPLETED).files()).isEmpty();
        assertThat(spool.recover()).hasSize(1);
    }

    @Test
    void aSpoolThatIsNotThereHoldsNothing() throws Exception {
        assertThat(spool.recover()).isEmpty();
    }
}
