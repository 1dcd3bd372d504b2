package ballast.agent.sample;

import ballast.agent.guest.GuestNumbers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the sampler writes of one VM: {@code samples.csv} (the process, at every tick), {@code guest.csv} (the guest's numbers)
 * and, from a common start on, {@code out_0.csv} in the published artefact's columns. Times in s, sizes in bytes.
 */
public final class VmFiles implements Closeable {
    private final Path folder;
    private final CsvFile samples;
    private final CsvFile guest;
    private CsvFile published;
    private OptionalDouble publishedFrom = OptionalDouble.empty();

    public VmFiles(Path folder) throws IOException {
        this.folder = folder;
        this.samples = new CsvFile(folder.resolve("samples.csv"), "time,rss,ram,target");
        String orders = IntStream.range(0, GuestNumbers.ORDERS)
                .mapToObj(order -> "order" + order)
                .collect(Collectors.joining(","));
        this.guest = new CsvFile(folder.resolve("guest.csv"), "time,rss,small,huge,cached,total,free," + orders);
    }

    /** From now on {@code out_0.csv} is written, too, its time counted from {@code start}. */
    public synchronized void publishFrom(double start) throws IOException {
        published = new CsvFile(folder.resolve("out_0.csv"), "time,rss,small,huge,cached,total");
        publishedFrom = OptionalDouble.of(start);
    }

    public synchronized void sample(double time, long rss, long ram, long target) throws IOException {
        samples.row(time, rss, ram, target);
    }

    /** A row for each question to the guest, with {@code nan} where there was no answer. */
    public synchronized void guest(double time, long rss, Optional<GuestNumbers> answer) throws IOException {
        List<Object> row = new ArrayList<>(List.of(time, rss));
        row.addAll(answer.<List<Object>>map(VmFiles::columns)
                .orElse(Collections.nCopies(5 + GuestNumbers.ORDERS, Double.NaN)));
        guest.row(row.toArray());
        if (publishedFrom.isPresent() && time >= publishedFrom.getAsDouble()) {
            row.set(0, time - publishedFrom.getAsDouble());
            published.row(row.subList(0, 6).toArray());
        }
        flush();
    }

    private static List<Object> columns(GuestNumbers numbers) {
        List<Object> columns = new ArrayList<>(
                List.of(numbers.small(), numbers.huge(), numbers.cached(), numbers.total(), numbers.free()));
        columns.addAll(numbers.freeBlocks());
        return columns;
    }

    private void flush() throws IOException {
        samples.flush();
        guest.flush();
        if (published != null) {
            published.flush();
        }
    }

    /** Closes all of them, also when one cannot be written to its end. */
    @Override
    public synchronized void close() throws IOException {
        try (samples;
                guest) {
            if (published != null) {
                published.close();
            }
        }
    }
}
