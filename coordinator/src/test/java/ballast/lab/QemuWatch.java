package ballast.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a host's real QEMU processes five times a second, and keeps what must not be: two attempts' at once, where all are exclusive. */
final class QemuWatch implements AutoCloseable {
    private static final int PERIOD_MS = 200;
    private static final Pattern NAME = Pattern.compile("-name\\x00guest=([^\\x00,]+)");

    private final LabHost host;
    private final Set<String> overlaps = new ConcurrentSkipListSet<>();
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private QemuWatch(LabHost host) {
        this.host = host;
    }

    static QemuWatch of(LabHost host) {
        QemuWatch watch = new QemuWatch(host);
        Future<?> unused = watch.clock.scheduleWithFixedDelay(watch::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        Set<String> names = host.vms().flatMap(QemuWatch::name).collect(Collectors.toSet());
        seen.addAll(names);
        if (names.size() > 1) {
            overlaps.add(names.toString());
        }
    }

    private static Stream<String> name(ProcessHandle process) {
        try {
            Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            Matcher matcher = NAME.matcher(Files.readString(commandLine));
            return matcher.find() ? Stream.of(matcher.group(1)) : Stream.empty();
        } catch (IOException e) {
            return Stream.empty(); // it has ended
        }
    }

    /** Names of VMs that ran at the same time. */
    Set<String> overlaps() {
        return overlaps;
    }

    /** Names of all VMs that ran. */
    Set<String> seen() {
        return seen;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
