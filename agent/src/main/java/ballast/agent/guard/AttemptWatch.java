package ballast.agent.guard;

import ballast.agent.sample.AttemptClock;
import ballast.agent.sample.CsvFile;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt under the guard's eyes: its VMs, and what the guard did to them or saw meanwhile, in {@code guard.csv} (written
 * when there is something to write; time in s since the attempt began, before it for what held it back; bytes; percent).
 */
public final class AttemptWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptWatch.class);
    private static final String HEADER = "time,event,cause,vm,sum,budget,available,some,full";

    /** Events that are told of their run afterwards, by the marks that they leave. */
    private static final Map<String, String> MARKS = Map.of("held", "held", "shrink", "shrunk", "pause", "paused");

    /**
     * What is told of an attempt in {@code meta.json}.
     *
     * @param marks some of held, shrunk, paused
     * @param breaches of the host's budget while it ran, whoever caused them, and of its campaign's own
     */
    public record Account(List<String> marks, List<Breach> breaches) {
        public Account {
            marks = List.copyOf(marks);
            breaches = List.copyOf(breaches);
        }
    }

    private final MemoryGuard guard;
    private final AttemptId attempt;
    private final boolean shared;
    private final Optional<ByteSize> budget;
    private final Path folder;
    private final AttemptClock clock;
    private final Instant began = Instant.now();
    private final Map<Integer, Watched> vms = new ConcurrentSkipListMap<>();
    private final TreeSet<String> marks = new TreeSet<>();
    private final Map<Begun, Breach> breaches = new LinkedHashMap<>();
    private Optional<CsvFile> file = Optional.empty();
    private boolean ended;
    private volatile Consumer<Failure> onEnd = why -> {};

    /** @param started in s of the guard's clock */
    record Watched(GuardedVm vm, double started) {}

    /** A breach that goes on is told again and again. */
    private record Begun(Instant at, ByteSize budget) {}

    AttemptWatch(
            MemoryGuard guard,
            AttemptId attempt,
            boolean shared,
            Optional<ByteSize> budget,
            Path folder,
            AttemptClock clock) {
        this.budget = budget;
        this.guard = guard;
        this.attempt = attempt;
        this.shared = shared;
        this.folder = folder;
        this.clock = clock;
    }

    AttemptId attempt() {
        return attempt;
    }

    boolean shared() {
        return shared;
    }

    /** Of its campaign, on this host. */
    Optional<ByteSize> budget() {
        return budget;
    }

    Map<Integer, Watched> vms() {
        return vms;
    }

    /** From now on this VM counts. */
    public void add(GuardedVm vm) {
        vms.put(vm.index(), new Watched(vm, guard.now()));
    }

    /** Its process is gone. */
    public void remove(GuardedVm vm) {
        vms.remove(vm.index());
    }

    /** Who ends the attempt where nothing else helps. */
    public void onEnd(Consumer<Failure> listener) {
        onEnd = listener;
    }

    void endBecause(Failure why) {
        onEnd.accept(why);
    }

    /** What cannot be written is logged: it must not stop the guard. */
    synchronized void record(GuardEvent event, long budget) {
        if (ended) {
            return;
        }
        Optional.ofNullable(MARKS.get(event.event())).ifPresent(marks::add);
        try {
            if (file.isEmpty()) {
                file = Optional.of(new CsvFile(folder.resolve("guard.csv"), HEADER));
            }
            double time = event.at().isBefore(began)
                    ? -Duration.between(event.at(), began).toNanos() / 1e9
                    : clock.seconds();
            GuardEvent.Seen seen = event.seen();
            file.get()
                    .row(
                            time,
                            event.event(),
                            event.cause().replace(',', ';').replace('\n', ' '),
                            event.vm().isPresent() ? event.vm().getAsInt() : "",
                            seen.sum(),
                            budget,
                            seen.available().isPresent() ? seen.available().getAsLong() : Double.NaN,
                            seen.pressure().map(pressure -> pressure.some()).orElse(Double.NaN),
                            seen.pressure().map(pressure -> pressure.full()).orElse(Double.NaN));
            file.get().flush();
        } catch (IOException e) {
            LOG.warn("{}: guard.csv cannot be written: {}", attempt, e.toString());
        }
    }

    /** Whether it was shrunk or paused: what failed in it since then may have failed for that. */
    public synchronized boolean disturbed() {
        return marks.contains("shrunk") || marks.contains("paused");
    }

    /** The breach that goes on, or has just ended. */
    synchronized void breach(Breach breach) {
        if (!ended) {
            breaches.put(new Begun(breach.at(), breach.budget()), breach);
        }
    }

    /** Nothing of it runs any more. Gives the same when called again. */
    public synchronized Account end() {
        if (!ended) {
            ended = true;
            guard.forget(this);
            file.ifPresent(this::close);
        }
        return new Account(List.copyOf(marks), List.copyOf(breaches.values()));
    }

    private void close(CsvFile open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.warn("{}: guard.csv cannot be written: {}", attempt, e.toString());
        }
    }
}
