package ballast.coordinator.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Several numbers over time, one upon the other.
 *
 * @param names of the parts, the lowest first
 * @param times rising
 * @param parts of each part its value at each time, 0 where it is not there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Stack(List<String> names, double[] times, List<double[]> parts) {
    static final Stack NONE = new Stack(List.of(), new double[0], List.of());

    Stack {
        names = List.copyOf(names);
        parts = List.copyOf(parts);
        if (names.size() != parts.size()) {
            throw new IllegalArgumentException("got " + names.size() + " names and " + parts.size() + " parts");
        }
    }

    /**
     * On the union of their times, each carried forward, and 0 before its first and after its last sample: the sum is that of
     * {@link ballast.coordinator.stats.Footprint#corrected}.
     */
    static Stack of(List<String> names, List<TimeSeries> series) {
        double[] times = series.stream()
                .flatMapToDouble(one -> DoubleStream.of(one.times()))
                .sorted()
                .distinct()
                .toArray();
        return new Stack(
                names, times, series.stream().map(one -> carried(one, times)).toList());
    }

    private static double[] carried(TimeSeries series, double[] times) {
        double[] carried = new double[times.length];
        double last = 0;
        int next = 0;
        for (int i = 0; i < times.length; i++) {
            for (; next < series.size() && series.times()[next] <= times[i]; next++) {
                // a gap in what was read is none in what is occupied
                last = Double.isNaN(series.values()[next]) ? last : series.values()[next];
            }
            carried[i] = times[i] <= series.end() ? last : 0;
        }
        return carried;
    }

    /** Of all parts at each time. */
    double[] sums() {
        double[] sums = new double[times.length];
        parts.forEach(part -> Arrays.setAll(sums, i -> sums[i] + part[i]));
        return sums;
    }

    /** 0 if empty. */
    double peak() {
        return Arrays.stream(sums()).max().orElse(0);
    }

    double end() {
        return times.length == 0 ? 0 : times[times.length - 1];
    }

    /** At fewer times: of each column those of the lowest and the highest sum, and the first and the last. */
    Stack thinned(int columns) {
        double[] kept = new TimeSeries(times, sums()).thinned(columns).times();
        int[] indexes = Arrays.stream(kept)
                .mapToInt(time -> Arrays.binarySearch(times, time))
                .toArray();
        return new Stack(
                names,
                kept,
                parts.stream()
                        .map(part ->
                                Arrays.stream(indexes).mapToDouble(i -> part[i]).toArray())
                        .toList());
    }

    Stack scaled(double perTime, double perValue) {
        return new Stack(
                names,
                Arrays.stream(times).map(time -> time * perTime).toArray(),
                parts.stream()
                        .map(part -> Arrays.stream(part)
                                .map(value -> value * perValue)
                                .toArray())
                        .toList());
    }

    /** Upper edges: of each part what it and those below it have together. */
    List<double[]> tops() {
        double[] sum = new double[times.length];
        return parts.stream()
                .map(part -> {
                    Arrays.setAll(sum, i -> sum[i] + part[i]);
                    return sum.clone();
                })
                .toList();
    }
}
