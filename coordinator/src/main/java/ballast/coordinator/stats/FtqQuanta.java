package ballast.coordinator.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * FTQ's {@code counts.dat} and {@code times.dat}: one thread's quanta after the other's.
 *
 * @param counts work units in each quantum
 * @param times when each began: ns, but ticks of the CPU's clock in the published artefact's data
 */
public record FtqQuanta(int threads, List<Long> counts, List<Long> times) {
    public FtqQuanta {
        counts = List.copyOf(counts);
        times = List.copyOf(times);
        if (threads < 1 || counts.size() % threads != 0 || counts.size() != times.size()) {
            throw new IllegalArgumentException("got " + counts.size() + " counts and " + times.size()
                    + " times, want as many of each, and the same number for each of " + threads + " threads");
        }
    }

    public int perThread() {
        return counts.size() / threads;
    }

    /** The work of all threads in each quantum. */
    public List<Long> together() {
        List<Long> sums = new ArrayList<>();
        for (int quantum = 0; quantum < perThread(); quantum++) {
            int index = quantum;
            sums.add(IntStream.range(0, threads)
                    .mapToLong(thread -> counts.get(thread * perThread() + index))
                    .sum());
        }
        return sums;
    }

    /** From the first thread's first quantum to its last. */
    double span() {
        return counts.isEmpty() ? Double.NaN : times.get(perThread() - 1) - times.get(0);
    }
}
