package ballast.agent.vm;

import ballast.agent.sample.CsvFile;
import java.io.IOException;
import java.nio.file.Path;

/** {@code phases.csv}: what a VM did when, in seconds since the attempt began. */
final class PhaseLog {
    private final CsvFile file;
    private volatile String name = "boot";
    private int iteration;
    private double start;

    PhaseLog(Path folder) throws IOException {
        file = new CsvFile(folder.resolve("phases.csv"), "phase,iteration,start,end");
    }

    String current() {
        return name;
    }

    synchronized void begin(String next, int nextIteration, double now) throws IOException {
        end(now);
        name = next;
        iteration = nextIteration;
        start = now;
    }

    private void end(double now) throws IOException {
        file.row(name, iteration, start, now);
        file.flush();
    }

    /** The last phase ends. */
    synchronized void close(double now) throws IOException {
        try (file) {
            end(now);
        }
    }
}
