package ballast.coordinator.plot;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Numbers over time.
 *
 * @param times rising, in s
 * @param values NaN where the line is to break
 */
@SuppressWarnings("ArrayRecordComponent") // tens of thousands of numbers, never compared
record TimeSeries(double[] times, double[] values) {
    /** So many usual intervals without a sample are a gap: nothing is drawn where nothing is known. */
    private static final double GAP = 10;

    private static final int CANDIDATES = 5;

    TimeSeries {
        if (times.length != values.length) {
            throw new IllegalArgumentException("got " + times.length + " times and " + values.length + " values");
        }
    }

    /** What was read: samples that are NaN are left out, and the line breaks where there is none for ten usual intervals. */
    static <T> TimeSeries of(Iterable<T> samples, ToDoubleFunction<T> time, ToDoubleFunction<T> value) {
        double[] times = new double[16];
        double[] values = new double[16];
        int count = 0;
        for (T sample : samples) {
            double read = value.applyAsDouble(sample);
            if (!Double.isNaN(read)) {
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                    values = Arrays.copyOf(values, 2 * count);
                }
                times[count] = time.applyAsDouble(sample);
                values[count++] = read;
            }
        }
        return new TimeSeries(Arrays.copyOf(times, count), Arrays.copyOf(values, count)).withGaps();
    }

    private TimeSeries withGaps() {
        int[] before = gaps(GAP * usualInterval());
        double[] moreTimes = new double[times.length + before.length];
        double[] moreValues = new double[times.length + before.length];
        int gap = 0;
        for (int i = 0; i < times.length; i++) {
            if (gap < before.length && before[gap] == i) {
                moreTimes[i + gap] = (times[i - 1] + times[i]) / 2;
                moreValues[i + gap] = Double.NaN;
                gap++;
            }
            moreTimes[i + gap] = times[i];
            moreValues[i + gap] = values[i];
        }
        return before.length == 0 ? this : new TimeSeries(moreTimes, moreValues);
    }

    private int[] gaps(double longest) {
        return IntStream.range(1, times.length)
                .filter(i -> times[i] - times[i - 1] > longest)
                .toArray();
    }

    /** Infinite if there are fewer than two samples. */
    private double usualInterval() {
        double[] intervals = new double[Math.max(0, times.length - 1)];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = times[i + 1] - times[i];
        }
        Arrays.sort(intervals);
        return intervals.length == 0 ? Double.POSITIVE_INFINITY : intervals[intervals.length / 2];
    }

    int size() {
        return times.length;
    }

    /** 0 if empty. */
    double end() {
        return times.length == 0 ? 0 : times[times.length - 1];
    }

    /** Of what is known; 0 if nothing is. */
    double max() {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
    }

    TimeSeries scaled(double perTime, double perValue) {
        return new TimeSeries(
                Arrays.stream(times).map(time -> time * perTime).toArray(),
                Arrays.stream(values).map(value -> value * perValue).toArray());
    }

    TimeSeries from(double start) {
        return new TimeSeries(Arrays.stream(times).map(time -> time - start).toArray(), values);
    }

    /**
     * The same line in fewer points: of each column the first, the lowest, the highest and the last, and a break, so that no peak is
     * lost, and what is drawn that wide looks as all points would (Jugel et al., M4: A Visualization-Oriented Time Series Data
     * Aggregation, VLDB 2014).
     *
     * @param columns that the whole time is divided into, 1 or more
     */
    TimeSeries thinned(int columns) {
        if (times.length <= CANDIDATES * columns) {
            return this;
        }
        double width = (end() - times[0]) / columns;
        int[] kept = new int[times.length];
        int count = 0;
        for (int from = 0; from < times.length; ) {
            double limit = times[0] + width * (Math.floor((times[from] - times[0]) / width) + 1);
            int to = from + 1;
            while (to < times.length && times[to] < limit) {
                to++;
            }
            int[] column = column(from, to);
            System.arraycopy(column, 0, kept, count, column.length);
            count += column.length;
            from = to;
        }
        int[] indexes = Arrays.copyOf(kept, count);
        return new TimeSeries(
                Arrays.stream(indexes).mapToDouble(i -> times[i]).toArray(),
                Arrays.stream(indexes).mapToDouble(i -> values[i]).toArray());
    }

    private int[] column(int from, int to) {
        int lowest = from;
        int highest = from;
        int broken = from;
        for (int i = from; i < to; i++) {
            // a comparison with NaN is false: whatever is known wins
            lowest = values[i] < values[lowest] || Double.isNaN(values[lowest]) ? i : lowest;
            highest = values[i] > values[highest] || Double.isNaN(values[highest]) ? i : highest;
            broken = Double.isNaN(values[i]) ? i : broken;
        }
        return Arrays.stream(new int[] {from, lowest, highest, broken, to - 1})
                .sorted()
                .distinct()
                .toArray();
    }
}
