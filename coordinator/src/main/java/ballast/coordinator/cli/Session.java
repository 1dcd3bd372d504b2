package ballast.coordinator.cli;

import ballast.coordinator.html.Conclusion;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Packing;
import ballast.model.RunId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Campaigns in an embedded lab, one after the other, before a user who may interrupt them. */
final class Session {
    private final EmbeddedLab lab;
    private final CampaignRun run;
    private final Interrupt interrupt;
    private final Path store;
    /** Where a line goes that must not disturb the display, while there is one. */
    private final AtomicReference<Consumer<String>> lines;

    private final PrintStream err = System.err;
    private AtomicReference<CampaignView> latest = new AtomicReference<>();
    private boolean agentStarted;

    Session(
            EmbeddedLab lab,
            CampaignRun run,
            Interrupt interrupt,
            Path store,
            AtomicReference<Consumer<String>> lines) {
        this.lab = lab;
        this.run = run;
        this.interrupt = interrupt;
        this.store = store;
        this.lines = lines;
    }

    /** Puts a campaign into the store and hands it in. */
    void submit(CampaignId id, String name, String matrix, List<Cell> cells, List<RunId> runs, Packing packing)
            throws CommandException {
        CampaignRecord campaign = new CampaignRecord(
                        id, name, matrix, cells, runs, versions(), System.getProperty("user.name"), Instant.now())
                .with(packing);
        try {
            lab.store().create(campaign);
        } catch (CommitException e) {
            throw CommandException.badInput(e.getMessage());
        }
        run.submit(campaign);
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>(lab.report().versions());
        versions.put("ballast", BallastCommand.VERSION);
        return versions;
    }

    /** Takes down the runs that were skipped of the campaign that was followed last. */
    void keepSkipped() throws CommitException {
        for (RunView seen : latest() == null ? List.<RunView>of() : latest().runs()) {
            if (seen.state() instanceof RunState.Skipped skipped) {
                lab.store().skipped(seen.run(), skipped.reason());
            }
        }
    }

    /** Writes the campaign's report; what goes wrong with it is told, and spoils nothing. */
    void report(CampaignId campaign, Consumer<String> notices) {
        try {
            Conclusion.write(lab.store(), campaign).ifPresent(report -> notices.accept("report: " + report));
        } catch (IOException | RuntimeException e) {
            notices.accept("no report was written: " + e + "; try: ballast report " + campaign + " --store "
                    + Shell.quoted(store));
        }
    }

    CampaignRun run() {
        return run;
    }

    /** How the campaign that was followed last was when it was last seen; null if it was not. */
    CampaignView latest() {
        return latest.get();
    }

    boolean isInterrupted() {
        return interrupt.asked().isDone();
    }

    /** @return whether the campaign ended; otherwise the user interrupted it, and its VMs are ended */
    boolean follow(CampaignId campaign) throws CommandException {
        AtomicReference<CampaignView> seen = new AtomicReference<>();
        latest = seen;
        boolean ended;
        try (Progress progress = Progress.onStandardError(err, Clock.systemUTC())) {
            lines.set(progress::note);
            CompletableFuture<CampaignView> end = run.follow(campaign, view -> {
                seen.set(view);
                progress.show(view);
            });
            startAgent();
            ended = await(end, lab.failed().toCompletableFuture(), interrupt, () -> {
                if (seen.get() != null) {
                    progress.show(seen.get());
                }
            });
        } catch (CommandException e) {
            throw new CommandException(e.exitCode(), e.getMessage() + "\n" + hint(campaign));
        } finally {
            lines.set(err::println);
        }
        if (!ended) {
            interrupted(campaign);
        }
        return ended;
    }

    /** Not before there is something to follow: it takes up work at once. */
    private void startAgent() throws CommandException {
        if (!agentStarted) {
            agentStarted = true;
            lab.startAgent();
        }
    }

    /** What cannot be confirmed is no reason to give no summary: the next start puts it right. */
    private void interrupted(CampaignId campaign) {
        err.println("ballast: interrupted; ending the VMs; this takes up to 20 s");
        try {
            run.pause(campaign)
                    .forEach(attempt ->
                            err.println("ballast: " + attempt + " has not ended yet, or its result is not in the"
                                    + " store yet; the next start sees to it"));
        } catch (CommandException e) {
            err.println(e.getMessage());
        }
    }

    String hint(CampaignId campaign) {
        return "ballast: go on with: ballast run --continue " + campaign + " --store " + Shell.quoted(store);
    }

    /** @return whether the campaign ended; otherwise the user interrupted it */
    private static boolean await(
            CompletableFuture<CampaignView> end,
            CompletableFuture<String> broken,
            Interrupt interrupt,
            Runnable eachSecond)
            throws CommandException {
        while (true) {
            try {
                Object first =
                        CompletableFuture.anyOf(end, broken, interrupt.asked()).get(1, TimeUnit.SECONDS);
                if (broken.isDone()) {
                    throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + first);
                }
                return end.isDone();
            } catch (TimeoutException e) {
                eachSecond.run();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                return false;
            }
        }
    }
}
