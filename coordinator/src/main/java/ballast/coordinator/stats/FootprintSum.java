package ballast.coordinator.stats;

import ballast.coordinator.stats.Footprint.Series;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The sum of several VMs' series on the union of their time stamps, each carried forward, and 0 before its first sample.
 *
 * @param times rising, each once
 * @param bytes the sum at each
 */
@SuppressWarnings("ArrayRecordComponent") // tens of thousands of numbers, never compared
record FootprintSum(double[] times, double[] bytes) {
    /** What a VM counts after its last sample. */
    enum Ended {
        IS_ZERO,
        IS_CARRIED_FORWARD
    }

    static FootprintSum of(List<Series> vms, Ended ended) {
        double[] times = vms.stream()
                .flatMapToDouble(vm -> DoubleStream.of(vm.times()))
                .sorted()
                .distinct()
                .toArray();
        double[] sum = new double[times.length];
        vms.forEach(vm -> add(vm, times, sum, ended));
        return new FootprintSum(times, sum);
    }

    private static void add(Series vm, double[] times, double[] sum, Ended ended) {
        int count = vm.times().length;
        int next = 0;
        for (int i = 0; i < times.length; i++) {
            while (next < count && vm.times()[next] <= times[i]) {
                next++;
            }
            boolean over = next == count && count > 0 && times[i] > vm.times()[count - 1];
            if (next > 0 && !(over && ended == Ended.IS_ZERO)) {
                sum[i] += vm.values()[next - 1];
            }
        }
    }

    Series asSeries() {
        return new Series(times, bytes);
    }
}
