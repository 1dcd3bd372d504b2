package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Shows a lab's campaign on standard error until it has ended; a coordinator that goes away is looked for again. */
final class Watching {
    /** How long no coordinator may answer: longer than it takes another one to take over. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CoordinatorOptions coordinator;
    private final String path;
    private final AtomicReference<CampaignView> latest = new AtomicReference<>();
    private final boolean json;
    private final Progress progress;
    private final Interrupt interrupt;

    private Watching(
            CoordinatorOptions coordinator, String path, boolean json, Progress progress, Interrupt interrupt) {
        this.coordinator = coordinator;
        this.path = path;
        this.json = json;
        this.progress = progress;
        this.interrupt = interrupt;
    }

    /**
     * How it ended.
     *
     * @param last empty if the user interrupted before anything was heard
     */
    record End(Optional<CampaignView> last) {
        int exitCode() {
            boolean good =
                    last.filter(view -> view.ended() && !Views.anyFailed(view)).isPresent();
            return good ? ExitCode.OK : ExitCode.RUN_FAILED;
        }
    }

    /**
     * @param campaign as it may stand in a path
     * @param json whether each view becomes a line on standard output, instead of a display
     */
    static End follow(CoordinatorOptions coordinator, String campaign, boolean json) throws CommandException {
        PrintStream err = System.err;
        try (Interrupt interrupt = new Interrupt();
                Progress progress = Progress.onStandardError(err, Clock.systemUTC())) {
            var watching =
                    new Watching(coordinator, "/api/campaigns/" + campaign + "/views", json, progress, interrupt);
            return watching.untilEnd();
        }
    }

    private End untilEnd() throws CommandException {
        CompletableFuture<Void> reading = new CompletableFuture<>();
        Thread reader = new Thread(() -> readAll(reading), "views");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            try {
                CompletableFuture.anyOf(reading, interrupt.asked()).get(1, TimeUnit.SECONDS);
                if (!reading.isDone()) {
                    progress.note("ballast: not watching any more; the campaign goes on");
                }
                return new End(Optional.ofNullable(latest.get()));
            } catch (TimeoutException e) {
                Optional.ofNullable(latest.get()).filter(view -> !json).ifPresent(progress::show);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CommandException known) {
                    throw known;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new End(Optional.ofNullable(latest.get()));
            }
        }
    }

    private void readAll(CompletableFuture<Void> reading) {
        try {
            while (!read()) {
                progress.note("ballast: the coordinator went away; looking for it");
                awaitCoordinator();
            }
            reading.complete(null);
        } catch (CommandException | RuntimeException | InterruptedException e) {
            reading.completeExceptionally(e);
        }
    }

    /** @return whether the campaign has ended; otherwise the connection did */
    private boolean read() throws CommandException {
        try (Stream<String> lines = coordinator.lines(path)) {
            Iterator<String> views = lines.iterator();
            while (views.hasNext()) {
                String line = views.next();
                if (line.isEmpty()) {
                    continue;
                }
                CampaignView view = Views.of(line);
                latest.set(view);
                if (json) {
                    System.out.println(line);
                } else {
                    progress.show(view);
                }
                if (view.ended()) {
                    return true;
                }
            }
        } catch (UncheckedIOException e) {
            return false;
        }
        return false;
    }

    /** Asks about once a second until one answers. */
    private void awaitCoordinator() throws CommandException, InterruptedException {
        Instant bound = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                interrupt.asked().get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                // nobody interrupted: time to ask again
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
            try {
                coordinator.get("/api/campaigns");
                return;
            } catch (CommandException e) {
                if (e.exitCode() != ExitCode.NO_COORDINATOR || Instant.now().isAfter(bound)) {
                    throw e;
                }
            }
        }
    }
}
