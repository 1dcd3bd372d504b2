package ballast.coordinator.results;

import static ballast.coordinator.results.StoreFixture.COMPLETED;
import static ballast.coordinator.results.StoreFixture.ENDED;
import static ballast.coordinator.results.StoreFixture.FAILED;
import static ballast.coordinator.results.StoreFixture.HOST;
import static ballast.coordinator.results.StoreFixture.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.agent.system.Leftovers;
import ballast.coordinator.results.TraceLibrary.Entry;
import ballast.coordinator.trace.HostClass;
import ballast.coordinator.trace.Prediction;
import ballast.coordinator.trace.Trace;
import ballast.coordinator.trace.TraceKey;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Driver;
import ballast.model.HostReport;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceLibraryTest {
    private static final Cell ONE_VM = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
    private static final Cell TWO_VMS = StoreFixture.multivm(Mode.BASE_AUTO, false);
    private static final HostReport PLAYER = new HostReport(
            HOST.id(),
            HOST.cores(),
            HOST.memory(),
            HOST.budget(),
            HOST.accelerator(),
            HOST.versions(),
            HOST.artefacts(),
            HOST.images(),
            List.of(),
            Driver.REPLAY,
            Map.of(),
            1);

    @TempDir
    Path folder;

    private ResultStore store;
    private TraceLibrary traces;

    @BeforeEach
    void createCampaign() throws CommitException {
        store = new ResultStore(folder.resolve("store"));
        traces = store.traces();
        store.create(new CampaignRecord(
                StoreFixture.CAMPAIGN,
                "mixed",
                "",
                List.of(ONE_VM, TWO_VMS),
                List.of(run(ONE_VM, 1), run(ONE_VM, 2), run(ONE_VM, 3), run(TWO_VMS, 1)),
                Map.of(),
                "me",
                STARTED));
    }

    @Test
    void aCommittedRunIsPredictedFrom() throws Exception {
        assertThat(traces.predict(ONE_VM, HOST, 0.9)).isEmpty();
        commit(run(ONE_VM, 1), ONE_VM, HOST, COMPLETED, Map.of("samples.csv", samples(100, 100, 50)));

        Prediction first = prediction();
        assertThat(first).isEqualTo(Prediction.of(List.of(Trace.of(100, 100, 50)), 0.9, fullSize(ONE_VM)));
        assertThat(traces.predict(ONE_VM, HOST, 0.9)).contains(first.envelope());

        commit(run(ONE_VM, 2), ONE_VM, HOST, COMPLETED, Map.of("samples.csv", samples(100, 300, 50, 50)));
        assertThat(prediction())
                .as("what is measured feeds the next plan")
                .isEqualTo(Prediction.of(
                        List.of(Trace.of(100, 100, 50), Trace.of(100, 300, 50, 50)), 0.9, fullSize(ONE_VM)));
    }

    @Test
    void severalVmsAddUpOnTheAttemptsClock() throws Exception {
        commit(
                run(TWO_VMS, 1),
                TWO_VMS,
                HOST,
                COMPLETED,
                Map.of(
                        "vm_0/samples.csv",
                        samples(10, 20, 30),
                        "vm_1/samples.csv",
                        "time,rss,ram,target\n1.5,400,0,0\n"));

        Entry entry = traces.entries().get(0);
        StoredTrace stored = traces.read(entry.files().get(0));
        assertThat(stored.vms()).containsExactly(Trace.of(10, 20, 30), Trace.of(0, 400));
        assertThat(stored.sum()).isEqualTo(Trace.of(10, 420, 30));
        assertThat(stored.source())
                .isEqualTo(new StoredTrace.Source(new AttemptId(run(TWO_VMS, 1), 1), HOST.id(), STARTED));
        assertThat(entry.key()).isEqualTo(TraceKey.of(TWO_VMS, HostClass.of(HOST)));
    }

    @Test
    void theFirstAttemptsOfAKeyMayEndAtOnce() throws Exception {
        TraceKey key = TraceKey.of(ONE_VM, HostClass.of(HOST));
        Path described = folder.resolve("store/.ballast/traces");
        for (int round = 1; round <= 20; round++) {
            int repetition = round;
            List<Callable<Void>> adding = IntStream.rangeClosed(1, 8)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        var source = new StoredTrace.Source(
                                new AttemptId(run(ONE_VM, repetition), number), HOST.id(), STARTED);
                        new TraceLibrary(new StoreLayout(folder.resolve("store")), reader())
                                .add(key, new StoredTrace(source, List.of(Trace.of(1))));
                        return null;
                    })
                    .toList();
            for (Future<Void> added : ForkJoinPool.commonPool().invokeAll(adding)) {
                added.get();
            }
            assertThat(traces.entries().get(0).files()).hasSize(8);
            Leftovers.delete(described);
        }
    }

    private StoreReader reader() {
        return new StoreReader(new StoreLayout(folder.resolve("store")));
    }

    @Test
    void whatFailedOrWasNotSampledIsNotPredictedFrom() throws Exception {
        commit(run(ONE_VM, 1), ONE_VM, HOST, FAILED, Map.of("samples.csv", samples(1, 2)));
        commit(run(ONE_VM, 2), ONE_VM, HOST, COMPLETED, Map.of("out.txt", "hello"));
        commit(run(ONE_VM, 3), ONE_VM, HOST, COMPLETED, Map.of("samples.csv", "time,rss,ram,target\n"));
        assertThat(traces.entries()).isEmpty();
        assertThat(traces.predict(ONE_VM, HOST, 0.9)).isEmpty();
    }

    @Test
    void aRunThatTheMemoryGuardShrankOrPausedIsNotPredictedFrom() throws Exception {
        String[] marks = {"[\"held\"]", "[\"held\", \"shrunk\"]", "[\"paused\"]"};
        for (int i = 0; i < marks.length; i++) {
            String meta = "{\"guard\": {\"marks\": " + marks[i] + ", \"breaches\": []}}";
            Map<String, String> files = Map.of("samples.csv", samples(100), "meta.json", meta);
            commit(run(ONE_VM, i + 1), ONE_VM, HOST, COMPLETED, files);
        }
        assertThat(traces.entries().get(0).files())
                .as("one that only started later is as good as any")
                .singleElement()
                .asString()
                .contains("rep-1");
    }

    @Test
    void aRunWithSamplesThatCannotBeReadIsCommittedAndToldLater() throws Exception {
        commit(run(ONE_VM, 1), ONE_VM, HOST, COMPLETED, Map.of("samples.csv", "time,rss,ram,target\n1,much,3,4\n"));
        assertThat(store.find(StoreFixture.CAMPAIGN).orElseThrow().runs().get(0).status())
                .isInstanceOf(StoredStatus.Completed.class);
        assertThat(traces.bringUpToDate())
                .singleElement()
                .asString()
                .contains("samples.csv:2: rss: got 'much', want a number or nan");
    }

    @Test
    void playedBackTracesPredictForNoRealHost() throws Exception {
        commit(run(ONE_VM, 1), ONE_VM, PLAYER, COMPLETED, Map.of("samples.csv", samples(9, 9)));
        assertThat(traces.predict(ONE_VM, HOST, 0.9)).isEmpty();
        assertThat(traces.entries().get(0).key().host().isReplay()).isTrue();
        assertThat(traces.predict(ONE_VM, PLAYER, 0.9)).isPresent();
    }

    @Test
    void aHostThatPlaysBackGoesByWhatWasMeasuredUntilItHasItsOwn() throws Exception {
        commit(run(ONE_VM, 1), ONE_VM, HOST, COMPLETED, Map.of("samples.csv", samples(100, 100)));
        assertThat(traces.predict(ONE_VM, PLAYER, 1)).isEqualTo(traces.predict(ONE_VM, HOST, 1));

        commit(run(ONE_VM, 2), ONE_VM, PLAYER, COMPLETED, Map.of("samples.csv", samples(7, 7)));
        assertThat(traces.predict(ONE_VM, PLAYER, 1).orElseThrow().peak()).isLessThan(10);
    }

    @Test
    void theLibraryCanBeMadeAgain() throws Exception {
        commit(run(ONE_VM, 1), ONE_VM, HOST, COMPLETED, Map.of("samples.csv", samples(100, 100, 50)));
        commit(run(TWO_VMS, 1), TWO_VMS, HOST, COMPLETED, Map.of("vm_0/samples.csv", samples(10, 20, 30)));
        List<Entry> before = traces.entries();
        Durable.deleteTree(store.layout().traces());
        assertThat(traces.entries()).isEmpty();

        assertThat(new ResultStore(store.root()).traces().bringUpToDate()).isEmpty();
        assertThat(traces.entries()).hasSize(2).isEqualTo(before);
    }

    @Test
    void whatACrashLeftOutAtACommitComesWithTheNextTry() throws Exception {
        Map<String, String> files = Map.of("samples.csv", samples(100, 100, 50));
        commit(run(ONE_VM, 1), ONE_VM, HOST, COMPLETED, files);
        Durable.deleteTree(store.layout().traces());
        commit(run(ONE_VM, 1), ONE_VM, HOST, COMPLETED, files);
        assertThat(traces.entries()).hasSize(1);
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        commit(run(ONE_VM, 1), ONE_VM, HOST, COMPLETED, Map.of("samples.csv", samples(100, 100, 50)));
        Path file = traces.entries().get(0).files().get(0);
        Files.writeString(file, "no gzip");
        assertThatThrownBy(() -> traces.predict(ONE_VM, HOST, 0.9))
                .isInstanceOf(RawFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("ballast traces list --rebuild");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> traces.predict(ONE_VM, HOST, 0.9)).isInstanceOf(RawFileException.class);
    }

    private Prediction prediction() throws IOException {
        return traces.prediction(ONE_VM, HostClass.of(HOST), 0.9).orElseThrow();
    }

    private static long fullSize(Cell cell) {
        return cell.demand().memory().bytes();
    }

    private static RunId run(Cell cell, int repetition) {
        return new RunId(StoreFixture.CAMPAIGN, cell.id(), repetition);
    }

    /** One a second. */
    private static String samples(long... rss) {
        StringBuilder csv = new StringBuilder("time,rss,ram,target\n");
        for (int second = 0; second < rss.length; second++) {
            csv.append(second).append(".1,").append(rss[second]).append(",1,1\n");
        }
        return csv.toString();
    }

    private void commit(RunId run, Cell cell, HostReport host, Outcome outcome, Map<String, String> files)
            throws Exception {
        AttemptId attempt = new AttemptId(run, 1);
        List<ResultFile> declared = StoreFixture.upload(store, attempt, files);
        store.commit(attempt, cell, host, outcome, declared, STARTED, ENDED);
    }
}
