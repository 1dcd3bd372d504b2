package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.RunId;
import ballast.model.VmStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Progress as plain lines, one per change, for pipes and logs. */
final class ProgressLines implements Progress {
    /** Phases change every few seconds; a log wants to see that a run lives, not each of them. */
    private static final Duration BETWEEN_PHASES = Duration.ofSeconds(10);

    /** What was last said of a run. */
    private record Said(RunState state, String phase, Instant phaseAt) {}

    private final PrintStream out;
    private final InstantSource clock;
    private final Map<RunId, Said> said = new HashMap<>();

    ProgressLines(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void show(CampaignView view) {
        ProgressNames names = ProgressNames.of(view);
        ProgressCount count = ProgressCount.of(view);
        Instant now = clock.instant();
        for (RunView run : view.runs()) {
            change(run, now)
                    .ifPresent(change ->
                            note("[" + count.runsDone() + "/" + count.runs() + "] " + names.of(run) + ": " + change));
        }
        out.flush();
    }

    private Optional<String> change(RunView run, Instant now) {
        Said last = said.get(run.run());
        String phase = phase(run);
        if (last == null || !last.state().equals(run.state())) {
            said.put(run.run(), new Said(run.state(), phase, now));
            return describe(run.state());
        }
        boolean later = !now.isBefore(last.phaseAt().plus(BETWEEN_PHASES));
        if (phase.isEmpty() || phase.equals(last.phase()) || !later) {
            return Optional.empty();
        }
        said.put(run.run(), new Said(run.state(), phase, now));
        return Optional.of(phase);
    }

    /** Of all its VMs, {@code build, idle}. */
    private static String phase(RunView run) {
        return run.live().stream().map(VmStatus::phase).collect(Collectors.joining(", "));
    }

    private static Optional<String> describe(RunState state) {
        if (state instanceof RunState.Waiting waiting) {
            return waiting.attempts() == 0
                    ? Optional.empty()
                    : Optional.of("waiting for attempt " + (waiting.attempts() + 1));
        }
        if (state instanceof RunState.Running running) {
            int attempt = running.attempt().number();
            return Optional.of("started on " + running.host() + (attempt > 1 ? ", attempt " + attempt : ""));
        }
        if (state instanceof RunState.Completed done) {
            return Optional.of("completed in " + ProgressText.time(Duration.between(done.started(), done.ended())));
        }
        if (state instanceof RunState.Failed failed) {
            String kind = failed.failure().kind().name().toLowerCase(Locale.ROOT);
            return Optional.of("failed after " + ProgressText.time(Duration.between(failed.started(), failed.ended()))
                    + ", " + kind + ": " + failed.failure().message());
        }
        return state instanceof RunState.Skipped skipped
                ? Optional.of("skipped: " + skipped.reason())
                : Optional.empty();
    }

    @Override
    public synchronized void note(String line) {
        out.println(ProgressText.printable(line));
    }

    @Override
    public synchronized void close() {
        out.flush();
    }
}
