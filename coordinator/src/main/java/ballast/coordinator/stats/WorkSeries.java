package ballast.coordinator.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How fast a guest works over time, in any unit, second by second from the work's start; each value is the mean over its second,
 * weighted by time, so that one long step counts in every second that it takes. The last second may be a part of one.
 *
 * @param perSecond NaN where nothing was going on
 */
public record WorkSeries(List<Double> perSecond) {
    private static final double NANOS_PER_SECOND = 1e9;
    /** Longer series are not ours: a week. */
    private static final int MOST_S = 7 * 24 * 3600;

    public WorkSeries {
        perSecond = List.copyOf(perSecond);
    }

    /** Bandwidth in GB/s; STREAM's iterations follow each other without a gap. */
    public static WorkSeries of(List<StreamIteration> iterations) {
        Seconds seconds = new Seconds();
        double time = 0;
        for (StreamIteration iteration : iterations) {
            seconds.add(time, time + iteration.seconds(), iteration.megabytesPerSecond() / 1000);
            time += iteration.seconds();
        }
        return seconds.series();
    }

    /** Work of all threads per quantum; times must be in ns. A quantum lasts until the next begins, the last as long as the one before. */
    public static WorkSeries of(FtqQuanta quanta) {
        Seconds seconds = new Seconds();
        List<Long> work = quanta.together();
        for (int i = 0; i + 1 < work.size(); i++) {
            seconds.add(at(quanta, i), at(quanta, i + 1), (double) work.get(i));
        }
        if (work.size() > 1) {
            int last = work.size() - 1;
            seconds.add(at(quanta, last), 2 * at(quanta, last) - at(quanta, last - 1), (double) work.get(last));
        }
        return seconds.series();
    }

    private static double at(FtqQuanta quanta, int quantum) {
        return (quanta.times().get(quantum) - quanta.times().get(0)) / NANOS_PER_SECOND;
    }

    /** The seconds that begin in [from, to), in s. */
    DoubleStream between(double from, double to) {
        int first = (int) Math.max(0, Math.min(perSecond.size(), Math.floor(from)));
        int last = (int) Math.max(first, Math.min(perSecond.size(), Math.ceil(to)));
        return numbers(perSecond.subList(first, last));
    }

    DoubleStream all() {
        return numbers(perSecond);
    }

    private static DoubleStream numbers(List<Double> values) {
        return values.stream().mapToDouble(value -> value).filter(value -> !Double.isNaN(value));
    }

    /** Work and time that fall into each second. */
    private static final class Seconds {
        private final List<double[]> sums = new ArrayList<>();

        void add(double from, double to, double value) {
            if (!(to > from) || to > MOST_S || Double.isNaN(value)) {
                return;
            }
            for (int second = (int) from; second < to; second++) {
                while (sums.size() <= second) {
                    sums.add(new double[2]);
                }
                double share = Math.min(to, second + 1.0) - Math.max(from, second);
                sums.get(second)[0] += share * value;
                sums.get(second)[1] += share;
            }
        }

        WorkSeries series() {
            return new WorkSeries(sums.stream()
                    .map(sum -> sum[1] > 0 ? sum[0] / sum[1] : Double.NaN)
                    .toList());
        }
    }
}
