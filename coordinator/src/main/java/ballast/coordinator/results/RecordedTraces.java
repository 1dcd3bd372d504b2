package ballast.coordinator.results;

import ballast.coordinator.stats.Sample;
import ballast.coordinator.stats.VmSample;
import ballast.coordinator.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the VMs of a stored attempt occupied together, by second since the attempt began. */
public final class RecordedTraces {
    private RecordedTraces() {}

    /**
     * @param run the attempt's folder, with {@code samples.csv} or one in each {@code vm_K}
     * @return bytes by second; empty if nothing was sampled
     */
    public static long[] bySecond(Path run) throws IOException {
        long[] sum = {};
        for (Path folder : folders(run)) {
            long[] vm = bySecond(
                    RawFiles.samples(folder).stream().map(VmSample::footprint).toList());
            long[] longer = Arrays.copyOf(sum, Math.max(sum.length, vm.length));
            for (int second = 0; second < vm.length; second++) {
                longer[second] += vm[second];
            }
            sum = longer;
        }
        return sum;
    }

    /** At each second the most of those around it, a tenth of the time that has gone by to both sides, and 2 s: runs differ in pace. */
    static Trace dilated(long[] bytes) {
        int longest = bytes.length + reach(bytes.length);
        long[] most = new long[longest];
        for (int second = 0; second < longest; second++) {
            int reach = reach(second);
            for (int near = Math.max(0, second - reach); near <= Math.min(bytes.length - 1, second + reach); near++) {
                most[second] = Math.max(most[second], bytes[near]);
            }
        }
        return Trace.of(most);
    }

    private static int reach(int second) {
        return 2 + second / 10;
    }

    private static List<Path> folders(Path run) throws IOException {
        if (Files.exists(run.resolve("samples.csv"))) {
            return List.of(run);
        }
        try (Stream<Path> all = Files.list(run)) {
            return all.filter(folder -> Files.exists(folder.resolve("samples.csv")))
                    .sorted()
                    .toList();
        }
    }

    /** As a {@link Trace} has it: the largest in each second, or else the one before. */
    private static long[] bySecond(List<Sample> samples) {
        List<Sample> known =
                samples.stream().filter(sample -> !Double.isNaN(sample.rss())).toList();
        if (known.isEmpty()) {
            return new long[0];
        }
        long[] bytes = new long[(int) Math.floor(known.get(known.size() - 1).time()) + 1];
        Arrays.fill(bytes, -1);
        for (Sample sample : known) {
            int second = (int) Math.max(0, Math.floor(sample.time()));
            bytes[second] = Math.max(bytes[second], (long) sample.rss());
        }
        long before = 0;
        for (int second = 0; second < bytes.length; second++) {
            bytes[second] = bytes[second] < 0 ? before : bytes[second];
            before = bytes[second];
        }
        return bytes;
    }
}
