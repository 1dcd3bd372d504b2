package ballast.coordinator.live;

import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.VmStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One VM of one attempt. Not thread-safe: {@link LiveLab} guards it. */
final class LiveVm {
    /** A VM that goes through more has its first ones forgotten. */
    private static final int MOST_PHASES = 200;

    /** @param at when it was first heard of */
    record PhaseStart(String phase, Instant at) {}

    private final long key;
    private final HostId host;
    private final AttemptId attempt;
    private final Cell cell;
    private final SecondRing rss = new SecondRing();
    private final SecondRing target = new SecondRing();
    private final SecondRing free = new SecondRing();
    private final List<PhaseStart> phases = new ArrayList<>();
    private VmStatus latest;
    private long first = Long.MIN_VALUE;
    private long last = Long.MIN_VALUE;
    private long version;
    private Optional<Instant> ended = Optional.empty();

    LiveVm(long key, HostId host, AttemptId attempt, Cell cell) {
        this.key = key;
        this.host = host;
        this.attempt = attempt;
        this.cell = cell;
    }

    void update(VmStatus status, Instant now, long newVersion) {
        long second = now.getEpochSecond();
        first = first == Long.MIN_VALUE ? second : first;
        last = Math.max(last, second);
        rss.put(second, (double) status.rssBytes());
        target.put(second, (double) status.targetBytes());
        free.put(second, status.guestFreeBytes());
        if (latest == null || !latest.phase().equals(status.phase())) {
            phases.add(new PhaseStart(status.phase(), now));
            if (phases.size() > MOST_PHASES) {
                phases.remove(0);
            }
        }
        latest = status;
        version = newVersion;
    }

    void end(Instant now) {
        ended = Optional.of(now);
    }

    long key() {
        return key;
    }

    HostId host() {
        return host;
    }

    AttemptId attempt() {
        return attempt;
    }

    Cell cell() {
        return cell;
    }

    VmStatus latest() {
        return latest;
    }

    /** Rises with each update. */
    long version() {
        return version;
    }

    Optional<Instant> ended() {
        return ended;
    }

    List<PhaseStart> phases() {
        return List.copyOf(phases);
    }

    /** The first second that is still known. */
    long firstSecond() {
        return Math.max(first, last - SecondRing.SECONDS + 1);
    }

    long lastSecond() {
        return last;
    }

    SecondRing rss() {
        return rss;
    }

    SecondRing target() {
        return target;
    }

    SecondRing free() {
        return free;
    }
}
