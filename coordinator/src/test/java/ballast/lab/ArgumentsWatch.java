package ballast.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at the arguments of all processes of this machine ten times a second, as any of its users can. */
final class ArgumentsWatch implements AutoCloseable {
    private static final int PERIOD_MS = 100;

    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private ArgumentsWatch() {}

    static ArgumentsWatch start() {
        ArgumentsWatch watch = new ArgumentsWatch();
        Future<?> unused = watch.clock.scheduleWithFixedDelay(watch::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .map(ArgumentsWatch::arguments)
                    .filter(line -> !line.isEmpty())
                    .forEach(seen::add);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** All of them: what ProcessHandle tells ends after 4 KiB, in the midst of a class path. */
    private static String arguments(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    /** Command lines that were seen until now and have one of these words in them. */
    List<String> with(List<String> words) {
        return seen.stream()
                .filter(line -> words.stream().anyMatch(line::contains))
                .toList();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
