package ballast.coordinator.packing;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Seconds before which no plan can end. The area below all jobs, divided by what all hosts have, is one. Others come from measuring
 * bytes differently, with a dual feasible function: one that maps bytes that fit together into a host to parts whose sum is at most 1
 * (Fekete and Schepers, "New classes of fast lower bounds for bin packing problems", Mathematical Programming 91, 2001).
 */
final class LowerBound {
    /** Functions of each family that are tried. */
    private static final int FUNCTIONS = 24;

    private final Instance instance;
    private final List<Integer> jobs;
    private final long most;

    private LowerBound(Instance instance) {
        this.instance = instance;
        jobs = IntStream.range(0, instance.jobs()).boxed().toList();
        most = instance.most();
    }

    /**
     * The largest of: the longest job; all bytes · s by all hosts' bytes; all core · s by all cores; the same as for bytes with a number
     * of dual feasible functions; and for each q the jobs' phases of which only q fit into a host at once, one after another.
     */
    static int of(Instance instance) {
        return instance.jobs() == 0 ? 0 : new LowerBound(instance).largest();
    }

    private int largest() {
        double area = 0;
        double coreSeconds = 0;
        int bound = 0;
        for (int job : jobs) {
            Shape shape = instance.shape(job);
            area += shape.area;
            coreSeconds += (double) shape.cores * shape.seconds();
            bound = Math.max(bound, shape.seconds());
        }
        double bytes = IntStream.range(0, instance.hosts())
                .mapToDouble(instance::usable)
                .sum();
        double cores = IntStream.range(0, instance.hosts())
                .mapToDouble(instance::cores)
                .sum();
        bound = Math.max(bound, Math.max(seconds(area, bytes), seconds(coreSeconds, cores)));
        for (int k = 1; k <= FUNCTIONS; k++) {
            int parts = k;
            bound = Math.max(bound, measured(each -> rounded(each, parts)));
            bound = Math.max(bound, phases(parts));
        }
        return bound;
    }

    /** x if (k + 1) x is a whole number, else ⌊(k + 1) x⌋ / k, where x is the part of the largest host. */
    private double rounded(long bytes, int k) {
        double times = (k + 1) * (double) bytes / most;
        double whole = Math.floor(times);
        return times == whole ? times / (k + 1) : whole / k;
    }

    /** The measured area of all jobs has to lie between the first second and the last at which a job can have any. */
    private int measured(LongToDoubleFunction function) {
        double area = 0;
        int head = Integer.MAX_VALUE;
        int tail = Integer.MAX_VALUE;
        for (var alike : instance.alike().entrySet()) {
            long[] bytes = alike.getKey().bytes;
            double one = 0;
            int first = bytes.length;
            int last = -1;
            for (int second = 0; second < bytes.length; second++) {
                double part = function.applyAsDouble(bytes[second]);
                if (part > 0) {
                    first = Math.min(first, second);
                    last = second;
                    one += part;
                }
            }
            area += one * alike.getValue().size();
            if (one > 0) {
                head = Math.min(head, first);
                tail = Math.min(tail, bytes.length - 1 - last);
            }
        }
        return area == 0 ? 0 : head + tail + seconds(area, instance.hosts());
    }

    /**
     * At most q jobs of a host can be above 1/(q + 1) of it at once, so their phases above it can be dealt to q rows without overlap, and
     * one of the rows of all hosts has at least its share of the phases, rounded up. Each job's longest such phase counts.
     */
    private int phases(int q) {
        long threshold = most / (q + 1);
        int head = Integer.MAX_VALUE;
        int tail = Integer.MAX_VALUE;
        IntStream.Builder lengths = IntStream.builder();
        int phases = 0;
        for (var alike : instance.alike().entrySet()) {
            long[] bytes = alike.getKey().bytes;
            int longest = 0;
            int end = 0;
            for (int second = 0, since = 0; second < bytes.length; second++) {
                since = bytes[second] > threshold ? since + 1 : 0;
                if (since > longest) {
                    longest = since;
                    end = second + 1;
                }
            }
            if (longest > 0) {
                head = Math.min(head, end - longest);
                tail = Math.min(tail, bytes.length - end);
                phases += alike.getValue().size();
                for (int job = 0; job < alike.getValue().size(); job++) {
                    lengths.add(longest);
                }
            }
        }
        int rows = Math.max(1, q * instance.hosts());
        int share = (phases + rows - 1) / rows;
        return phases == 0
                ? 0
                : head + tail + lengths.build().sorted().limit(share).sum();
    }

    /** A little less than the quotient, so that rounding never makes it too large. */
    private static int seconds(double need, double has) {
        return need == 0 ? 0 : (int) Math.ceil(need / has * (1 - 1e-9));
    }
}
