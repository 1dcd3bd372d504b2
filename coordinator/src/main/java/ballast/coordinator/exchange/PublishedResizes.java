package ballast.coordinator.exchange;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.Iteration;
import ballast.model.BenchmarkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The {@code resizes.csv} of a published inflate run: it was waited for until each resize had reached its target. */
final class PublishedResizes {
    private PublishedResizes() {}

    /** @param folder with its {@code out.csv} */
    static String csv(BenchmarkSpec.Inflate spec, Path folder) throws IOException {
        long large = spec.vm().memory().bytes();
        long small = spec.target().bytes();
        StringBuilder csv = new StringBuilder("iteration,direction,from,to,reached,ns,source\n");
        List<Iteration> iterations = RawFiles.iterations(folder);
        for (int i = 0; i < iterations.size(); i++) {
            row(csv, i + 1, "shrink", large, small, iterations.get(i).shrink());
            row(csv, i + 1, "grow", small, large, iterations.get(i).grow());
        }
        return csv.toString();
    }

    private static void row(StringBuilder csv, int iteration, String direction, long from, long to, long nanos) {
        csv.append(
                String.format(Locale.ROOT, "%d,%s,%d,%d,%d,%d,published\n", iteration, direction, from, to, to, nanos));
    }
}
