package ballast.coordinator.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.results.Measured.Breach;
import ballast.coordinator.results.Measured.TimedResize;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTest {
    private static final Cell INFLATE = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
    private static final Cell MULTIVM = StoreFixture.multivm(Mode.BASE_AUTO, true);
    private static final String META = """
            {"guard": {"marks": [], "breaches": [
              {"at": "2026-11-23T19:01:10Z", "seconds": 1.5, "worstBytes": 7, "budgetBytes": 100}]}}
            """;

    @TempDir
    Path folder;

    private ResultStore store;

    @BeforeEach
    void create() throws Exception {
        store = new ResultStore(folder);
        store.create(StoreFixture.campaign("inflate", List.of(INFLATE, MULTIVM)));
    }

    private AttemptId commit(Cell cell, int number, Outcome outcome, Map<String, String> files) throws Exception {
        AttemptId attempt = new AttemptId(StoreFixture.run(cell), number);
        store.commit(
                attempt,
                cell,
                StoreFixture.HOST,
                outcome,
                StoreFixture.upload(store, attempt, files),
                StoreFixture.STARTED,
                StoreFixture.ENDED);
        return attempt;
    }

    @Test
    void aResultIsItsSamplesTheirIntegralItsResizesAndItsBreaches() throws Exception {
        AttemptId attempt = commit(
                INFLATE,
                1,
                StoreFixture.COMPLETED,
                Map.of(
                        "samples.csv",
                        "time,rss,ram,target\n0,1000,900,1\n1,nan,900,1\n2,2000,900,1\n4,2000,900,1\n",
                        "resizes.csv",
                        """
                        iteration,direction,from,to,reached,ns,source
                        1,shrink,1000,400,500,250000000,qmp
                        1,grow,500,1000,1000,1000000,qmp
                        """,
                        "meta.json",
                        META));

        Measured measured = store.measure(attempt).orElseThrow();
        assertThat(measured.samples()).isEqualTo(4);
        assertThat(measured.byteSeconds()).isCloseTo(2 * 1500 + 2 * 2000, Offset.offset(1e-6));
        assertThat(measured.resizes())
                .containsExactly(new TimedResize(true, 0.25, 500), new TimedResize(false, 0.001, 500));
        assertThat(measured.breaches()).containsExactly(new Breach("host-a 2026-11-23T19:01:10Z 100", 1.5));
    }

    @Test
    void severalVmsCountTogetherAndAnotherAttemptsResultDoesNot() throws Exception {
        String samples = "time,rss,ram,target\n0,10,1,1\n10,10,1,1\n";
        AttemptId failed = commit(
                MULTIVM, 1, StoreFixture.FAILED, Map.of("vm_0/samples.csv", samples, "vm_1/samples.csv", samples));
        assertThat(store.measure(failed).orElseThrow().byteSeconds()).isCloseTo(200, Offset.offset(1e-9));
        assertThat(store.measure(failed).orElseThrow().samples()).isEqualTo(4);

        AttemptId later = commit(MULTIVM, 2, StoreFixture.COMPLETED, Map.of("vm_0/samples.csv", samples));
        assertThat(store.measure(later).orElseThrow().samples()).isEqualTo(2);
        assertThat(store.measure(failed)).isEmpty();
        assertThat(store.measure(new AttemptId(StoreFixture.run(INFLATE), 1))).isEmpty();
    }

    @Test
    void aFileThatCannotBeUnderstoodIsNamed() throws Exception {
        AttemptId attempt =
                commit(INFLATE, 1, StoreFixture.FAILED, Map.of("samples.csv", "time,rss,ram,target\n0,many,1,1\n"));
        assertThatThrownBy(() -> store.measure(attempt)).hasMessageContaining("samples.csv:2");
    }
}
