package ballast.agent.workload;

import ballast.agent.device.Resize;
import ballast.agent.sample.CsvFile;
import java.io.IOException;
import java.util.Locale;

/** The rows of {@code resizes.csv}: sizes in bytes. */
final class Resizes {
    static final String HEADER = "iteration,direction,from,to,reached,ns,source";

    private Resizes() {}

    static void row(CsvFile file, int iteration, String direction, Resize resize) throws IOException {
        file.row(
                iteration,
                direction,
                resize.from().bytes(),
                resize.target().bytes(),
                resize.reached().bytes(),
                resize.took().toNanos(),
                resize.source().name().toLowerCase(Locale.ROOT));
        file.flush();
    }
}
