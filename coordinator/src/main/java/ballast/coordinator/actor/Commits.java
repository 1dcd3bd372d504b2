package ballast.coordinator.actor;

import ballast.coordinator.actor.ResultPort.Result;
import ballast.coordinator.config.CoordinatorSettings.Timing;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.CommitException.Remedy;
import ballast.coordinator.results.Measured;
import ballast.message.CoordinatorMessage;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.RunId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results on their way into the store, one commit at a time for each attempt. Agents announce a result every few seconds until it
 * is acknowledged; one that could not be stored is tried again at the first announcement after a pause, which grows.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final ActorContext<CoordinatorMessage> context;
    private final ResultPort port;
    private final Timing timing;
    private final Consumer<String> notices;
    private final Executor blocking;
    private final Set<AttemptId> running = new HashSet<>();
    private final Map<AttemptId, Refusal> refused = new HashMap<>();
    private CompletableFuture<Void> skips = CompletableFuture.completedFuture(null);

    /**
     * A commit has ended.
     *
     * @param refusal empty if the result is in the store
     * @param measured what it says in sum; empty if it is not there, or cannot be read
     */
    record Done(AttemptEnded ended, Instant at, Optional<CommitException> refusal, Optional<Measured> measured)
            implements CoordinatorMessage, NoSerializationVerificationNeeded {
        /** Whether it need not be offered again. */
        boolean settled() {
            return refusal.isEmpty() || remedy(Remedy.DROP);
        }

        boolean remedy(Remedy remedy) {
            return refusal.filter(refused -> refused.remedy() == remedy).isPresent();
        }
    }

    /** The latest of an attempt's failed commits. */
    private record Refusal(Remedy remedy, Duration pause, Instant due) {}

    Commits(ActorContext<CoordinatorMessage> context, ResultPort port, Timing timing, Consumer<String> notices) {
        this.context = context;
        this.port = port;
        this.timing = timing;
        this.notices = notices;
        blocking = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
    }

    /** Takes acknowledgements that no agent waits for. */
    ActorRef<ToAgent> nobody() {
        return context.getSystem().<ToAgent>deadLetters();
    }

    /** Attempts whose result is being put into the store at this moment. */
    Set<AttemptId> running() {
        return Set.copyOf(running);
    }

    /** Whether its result is being put into the store, or will be when that has become possible. */
    boolean isStoring(AttemptId attempt) {
        return running.contains(attempt) || refused.containsKey(attempt);
    }

    /** Sends {@link Done} to the scheduler; does nothing if the attempt's commit runs already, or failed not long ago. */
    void start(AttemptEnded ended, Result result) {
        Refusal before = refused.get(ended.attempt());
        boolean due = before == null || !result.ended().isBefore(before.due());
        if (due && running.add(ended.attempt())) {
            context.pipeToSelf(
                    CompletableFuture.supplyAsync(() -> committed(ended, result), blocking),
                    (done, error) -> error == null
                            ? done
                            : new Done(
                                    ended,
                                    result.ended(),
                                    Optional.of(unexpected(ended.attempt(), error)),
                                    Optional.empty()));
        }
    }

    private Done committed(AttemptEnded ended, Result result) {
        Optional<CommitException> refusal = commit(result);
        return new Done(
                ended, result.ended(), refusal, refusal.isEmpty() ? measure(result.attempt()) : Optional.empty());
    }

    /** What cannot be measured is stored all the same, and counts nothing. */
    private Optional<Measured> measure(AttemptId attempt) {
        try {
            return port.measure(attempt);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the stored result of {} does not count in the totals: {}", attempt, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<CommitException> commit(Result result) {
        try {
            port.commit(result);
            return Optional.empty();
        } catch (CommitException e) {
            if (e.remedy() != Remedy.RETRY) {
                discardNow(result.attempt());
            }
            return Optional.of(e);
        }
    }

    private static CommitException unexpected(AttemptId attempt, Throwable error) {
        LOG.error("the commit of {} failed", attempt, error);
        return new CommitException(
                Remedy.RETRY, "the result of " + attempt + " cannot be stored: unexpected: " + error.getCause());
    }

    /** To be called for every {@link Done}. Users hear of a refusal once, and of its end, not of each try in between. */
    void finished(Done done, Instant now) {
        AttemptId attempt = done.ended().attempt();
        running.remove(attempt);
        Refusal before = refused.remove(attempt);
        if (done.refusal().isEmpty()) {
            if (before != null) {
                notices.accept("the result of " + attempt + " is stored now");
            }
            return;
        }
        CommitException refusal = done.refusal().get();
        if (before == null || before.remedy() != refusal.remedy()) {
            notices.accept(refusal.getMessage());
        }
        if (refusal.remedy() != Remedy.DROP) {
            Duration pause = before == null ? timing.firstCommitPause() : longer(before.pause());
            refused.put(attempt, new Refusal(refusal.remedy(), pause, now.plus(pause)));
        }
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(timing.longestCommitPause()) < 0 ? twice : timing.longestCommitPause();
    }

    /** Records that a run was skipped. */
    void skip(RunId run, String reason) {
        CompletableFuture<Void> skip = CompletableFuture.runAsync(
                () -> {
                    try {
                        port.skip(run, reason);
                    } catch (CommitException e) {
                        notices.accept(e.getMessage());
                    }
                },
                blocking);
        skips = CompletableFuture.allOf(skips, skip.handle((done, error) -> null));
    }

    /** A campaign has ended: what is to be written then comes after what is still being written of its runs. */
    void ended(CampaignId campaign) {
        conclude(campaign, () -> port.ended(campaign));
    }

    /** It had ended when this coordinator began: the one before may not have come to what is written then. */
    void endedBefore(CampaignId campaign) {
        conclude(campaign, () -> {
            if (!port.isConcluded(campaign)) {
                port.ended(campaign);
            }
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void conclude(CampaignId campaign, Writing writing) {
        skips = skips.thenRunAsync(
                () -> {
                    try {
                        writing.run();
                    } catch (IOException | RuntimeException e) {
                        LOG.warn("the report of campaign {} is not written; try: ballast report", campaign, e);
                    }
                },
                blocking);
    }

    /** Its result is not wanted any more: what was uploaded of it goes. */
    void discard(AttemptId attempt) {
        refused.remove(attempt);
        if (!running.contains(attempt)) {
            blocking.execute(() -> discardNow(attempt));
        }
    }

    private void discardNow(AttemptId attempt) {
        try {
            port.discard(attempt);
        } catch (IOException e) {
            LOG.warn("what was uploaded of {} cannot be removed: {}", attempt, e.toString());
        }
    }
}
