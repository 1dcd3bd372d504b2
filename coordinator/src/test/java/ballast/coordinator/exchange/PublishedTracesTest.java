package ballast.coordinator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.TraceLibrary;
import ballast.coordinator.results.TraceLibrary.Entry;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.ReferenceData;
import ballast.coordinator.trace.Prediction;
import ballast.coordinator.trace.SecondGrid;
import ballast.coordinator.trace.Trace;
import ballast.model.CampaignId;
import ballast.model.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Traces of published results: how they come into a library, and how far a prediction from some holds for the others. */
class PublishedTracesTest {
    private static final long VM = 16L << 30;
    private static final int PERIOD = 7200;

    @TempDir
    Path folder;

    @Test
    void eachRunThatSampledItsMemoryComesInOnce() throws Exception {
        Path data = ReferenceData.required().benchmark("compiling");
        ResultStore store = new ResultStore(folder.resolve("store"));
        for (int again = 0; again < 2; again++) {
            TraceImport.Imported imported = TraceImport.run(store, data);
            assertThat(imported.keys().values()).containsExactlyInAnyOrder(3, 6);
            assertThat(store.traces().entries())
                    .extracting(entry -> entry.key().mode() + " " + entry.files().size())
                    .containsExactly("base-auto 3", "llfree-auto 6");
        }
        assertThat(store.campaigns()).as("nothing but traces came in").isEmpty();
    }

    @Test
    void aStoresRunsComeInFromAnywhere() throws Exception {
        Path data = ReferenceData.required().benchmark("multivm").resolve("clang-base-auto");
        ResultStore first = new ResultStore(folder.resolve("first"));
        HyperallocImport.run(
                first, data, new CampaignId("20261123-190102-3fa9"), "clang", "me", Instant.EPOCH);
        ResultStore second = new ResultStore(folder.resolve("second"));
        TraceImport.run(second, first.root().resolve("clang"));
        TraceLibrary traces = second.traces();
        assertThat(traces.entries()).hasSize(1);
        Entry entry = traces.entries().get(0);
        assertThat(traces.read(entry.files().get(0)))
                .isEqualTo(first.traces().read(first.traces().entries().get(0).files().get(0)));
        assertThat(traces.read(entry.files().get(0)).vms()).hasSize(3);
        assertThat(traces.read(entry.files().get(0)).sum().peak())
                .as("the published peak, on a grid of a second")
                .isBetween((long) (35.5 * (1L << 30)), (long) (36.5 * (1L << 30)));
    }

    @Test
    void whatIsNoFolderOfRunsIsRefused() {
        ResultStore store = new ResultStore(folder.resolve("store"));
        assertThatThrownBy(() -> TraceImport.run(store, folder.resolve("nowhere")))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("nowhere: got no folder");
        assertThatThrownBy(() -> TraceImport.run(store, folder)).isInstanceOf(ExchangeException.class);
    }

    /** Whole attempts, each predicted from all others of its key. */
    @ParameterizedTest
    @EnumSource(names = {"BASE_AUTO", "LLFREE_AUTO"})
    void aBuildIsCoveredByThePredictionFromTheOthers(Mode mode) throws Exception {
        Path data = ReferenceData.required().benchmark("compiling");
        ResultStore store = new ResultStore(folder.resolve("store"));
        TraceImport.run(store, data);
        TraceLibrary traces = store.traces();
        Entry entry = traces.entries().stream()
                .filter(candidate -> candidate.key().mode() == mode)
                .findFirst()
                .orElseThrow();
        List<Trace> runs = new ArrayList<>();
        for (Path file : entry.files()) {
            runs.add(traces.read(file).sum());
        }
        for (Trace seen : runs) {
            Trace envelope = Prediction.of(others(runs, seen), 0.9, VM).envelope();
            assertThat(exceeded(seen, envelope)).as("share of seconds above it").isLessThan(0.02);
            assertThat(envelope.byteSeconds()).as("what that costs").isLessThan(1.2 * seen.byteSeconds());
        }
    }

    /**
     * As a plan would: VMs evenly staggered by what is predicted from three cycles, under the budget that this needs; then the other
     * three are what they really do.
     */
    @ParameterizedTest
    @CsvSource({"clang-base-auto, 7", "clang-llfree-auto, 11"})
    void aSumOfVmsStaysWithinAPlanThatDidNotSeeThem(String run, int vms) throws Exception {
        List<Trace> cycles = warmCycles(ReferenceData.required().benchmark("multivm").resolve(run));
        for (int vm = 0; vm < 3; vm++) {
            List<Trace> unseen = cycles.subList(2 * vm, 2 * vm + 2);
            List<Trace> seen =
                    cycles.stream().filter(cycle -> !unseen.contains(cycle)).toList();
            long budget = peak(staggered(List.of(Prediction.of(seen, 0.9, VM).envelope()), vms));
            long real = peak(staggered(unseen, vms));
            assertThat(real).isLessThanOrEqualTo(budget);
            assertThat(budget).as("what that costs").isLessThan((long) (1.2 * real));
        }
    }

    private static long peak(long[] sum) {
        return Arrays.stream(sum).max().orElseThrow();
    }

    private static long[] staggered(List<Trace> traces, int vms) {
        long[] sum = new long[PERIOD];
        for (int vm = 0; vm < vms; vm++) {
            for (int second = 0; second < PERIOD; second++) {
                sum[(second + vm * PERIOD / vms) % PERIOD] += traces.get(vm % traces.size()).at(second);
            }
        }
        return sum;
    }

    private static List<Trace> others(List<Trace> all, Trace one) {
        return all.stream().filter(trace -> trace != one).toList();
    }

    /** Share of its seconds in which a trace is above its prediction. */
    private static double exceeded(Trace real, Trace envelope) {
        int above = 0;
        for (int second = 0; second < real.seconds(); second++) {
            above += real.at(second) > envelope.at(second) ? 1 : 0;
        }
        return above / (double) real.seconds();
    }

    /** From the second and from the third build's start, of each VM: 7200 s each. */
    private static List<Trace> warmCycles(Path run) throws IOException {
        List<Trace> cycles = new ArrayList<>();
        for (int vm = 0; vm < 3; vm++) {
            Path place = run.resolve("vm_" + vm);
            List<PublishedSample> samples = RawFiles.published(place, 0);
            for (int build = 1; build <= 2; build++) {
                double start = RawFiles.buildTimes(place, 0).start().get(build);
                List<PublishedSample> within = samples.stream()
                        .filter(sample -> sample.time() >= start && sample.time() < start + PERIOD)
                        .toList();
                Trace cycle = SecondGrid.of(
                                within.stream()
                                        .mapToDouble(sample -> sample.time() - start)
                                        .toArray(),
                                within.stream()
                                        .mapToDouble(PublishedSample::rss)
                                        .toArray())
                        .orElseThrow();
                cycles.add(held(cycle));
            }
        }
        return cycles;
    }

    /** The run ended before the last cycles did. */
    private static Trace held(Trace cycle) {
        long[] bytes = Arrays.copyOf(cycle.toArray(), PERIOD);
        Arrays.fill(bytes, cycle.seconds(), PERIOD, cycle.at(cycle.seconds() - 1));
        return Trace.of(bytes);
    }
}
