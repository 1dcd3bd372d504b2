package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random packing problems, small enough to be searched through in moments. */
final class Instances {
    static final long BUDGET = 100;
    static final int CORES = 8;

    private Instances() {}

    record Problem(List<Job> jobs, List<PackingHost> hosts) {}

    /** Options with which the search ends after it was asked so often whether it is enough. */
    static Options asking(int times, double margin, int threads) {
        var asked = new AtomicInteger();
        return new Options(margin, 7, () -> asked.incrementAndGet() > times, threads);
    }

    static Arbitrary<Trace> traces(int seconds, long most) {
        return Arbitraries.longs().between(0, most).list().ofSize(seconds).map(Instances::trace);
    }

    /** Steps of some seconds each, as a VM's footprint has them. */
    static Arbitrary<Trace> jobTraces() {
        Arbitrary<Integer> seconds = Arbitraries.integers().between(1, 60);
        Arbitrary<Long> bytes = Arbitraries.longs().between(0, BUDGET * 8 / 10);
        return Combinators.combine(seconds, bytes)
                .as((length, height) -> Trace.constant(height, length).toArray())
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(steps -> Trace.of(
                        steps.stream().flatMapToLong(java.util.Arrays::stream).toArray()));
    }

    /** On one to three hosts, each perhaps busy with something; some jobs are alike. */
    static Arbitrary<Problem> problems() {
        Arbitrary<List<Trace>> kinds = jobTraces().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<List<Integer>> picks =
                Arbitraries.integers().between(0, 11).list().ofMinSize(1).ofMaxSize(14);
        return Combinators.combine(kinds, picks, hosts()).as((traces, chosen, hosts) -> {
            List<Job> jobs = IntStream.range(0, chosen.size())
                    .mapToObj(number -> {
                        int kind = chosen.get(number) % traces.size();
                        return new Job("run-" + number, "trace-" + kind, traces.get(kind), BUDGET, kind + 1);
                    })
                    .toList();
            return new Problem(jobs, hosts);
        });
    }

    private static Arbitrary<List<PackingHost>> hosts() {
        Arbitrary<List<PackingHost.Busy>> busy =
                jobTraces().map(trace -> new PackingHost.Busy(trace, 2)).list().ofMaxSize(1);
        return busy.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(all -> IntStream.range(0, all.size())
                        .mapToObj(host -> new PackingHost("host-" + host, BUDGET, CORES - host, all.get(host)))
                        .toList());
    }

    private static Trace trace(List<Long> bytes) {
        return Trace.of(bytes.stream().mapToLong(Long::longValue).toArray());
    }
}
