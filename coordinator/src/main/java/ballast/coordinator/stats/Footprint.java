package ballast.coordinator.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What VMs occupy together over time: hyperalloc-bench's footprint (reference.md §3, "Derived").
 *
 * @param gibMinutes integral over time by the trapezoid rule, in GiB·min
 * @param peakGib largest sum, in GiB
 * @param vmPeakGib largest RSS of each VM, in GiB
 */
public record Footprint(double gibMinutes, double peakGib, List<Double> vmPeakGib) {
    private static final double GIB = 1L << 30;
    private static final double SECONDS_PER_MINUTE = 60;

    public Footprint {
        vmPeakGib = List.copyOf(vmPeakGib);
    }

    /**
     * Every RSS sample counts, whether the guest answered or not, and a VM that ended occupies nothing. The integral is the sum
     * of each VM's own trapezoids from its first to its last sample; the peak is that of the sum, in which each VM's series is
     * carried forward to the time stamps of the others.
     *
     * @param vms each VM's samples by rising time
     */
    public static Footprint corrected(List<List<Sample>> vms) {
        List<Series> series = vms.stream().map(Series::of).toList();
        double integral = series.stream().mapToDouble(Series::integral).sum();
        return of(series, integral, FootprintSum.of(series, FootprintSum.Ended.IS_ZERO));
    }

    /**
     * As the published artefact's plots compute it, to reproduce its figures: rows in which anything is missing are dropped, the
     * series are joined on the union of their time stamps, and a VM that ended is carried forward to the end.
     *
     * @param vms each VM's rows by rising time
     */
    public static Footprint asPublished(List<List<PublishedSample>> vms) {
        List<Series> series = vms.stream()
                .map(rows -> Series.of(rows.stream()
                        .filter(PublishedSample::complete)
                        .map(PublishedSample::footprint)
                        .toList()))
                .toList();
        FootprintSum sum = FootprintSum.of(series, FootprintSum.Ended.IS_CARRIED_FORWARD);
        return of(series, sum.asSeries().integral(), sum);
    }

    /** @param integral in bytes · s */
    private static Footprint of(List<Series> series, double integral, FootprintSum sum) {
        return new Footprint(
                integral / GIB / SECONDS_PER_MINUTE,
                sum.asSeries().peak() / GIB,
                series.stream().map(vm -> vm.peak() / GIB).toList());
    }

    /** Numbers over time without gaps. */
    @SuppressWarnings("ArrayRecordComponent") // tens of thousands of numbers, never compared
    record Series(double[] times, double[] values) {
        static Series of(List<Sample> samples) {
            List<Sample> read =
                    samples.stream().filter(s -> !Double.isNaN(s.rss())).toList();
            return new Series(
                    read.stream().mapToDouble(Sample::time).toArray(),
                    read.stream().mapToDouble(Sample::rss).toArray());
        }

        /** The samples of a closed interval. */
        Series between(double from, double to) {
            int[] inside = IntStream.range(0, times.length)
                    .filter(i -> from <= times[i] && times[i] <= to)
                    .toArray();
            return new Series(
                    Arrays.stream(inside).mapToDouble(i -> times[i]).toArray(),
                    Arrays.stream(inside).mapToDouble(i -> values[i]).toArray());
        }

        double integral() {
            double sum = 0;
            for (int i = 1; i < times.length; i++) {
                sum += (times[i] - times[i - 1]) * (values[i] + values[i - 1]) / 2;
            }
            return sum;
        }

        /** 0 if empty. */
        double peak() {
            return Arrays.stream(values).max().orElse(0);
        }
    }
}
