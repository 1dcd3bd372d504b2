package ballast.coordinator.actor;

import ballast.coordinator.http.ApiAnswer;
import ballast.coordinator.results.CommitException;
import ballast.model.CampaignId;
import ballast.model.GuardStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients want of the results store, on threads that may block. */
final class CampaignStore {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignStore.class);
    private final ResultPort results;
    private final Executor blocking;

    CampaignStore(ActorSystem<?> system, ResultPort results) {
        this.results = results;
        blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    }

    /** Before the scheduler hears of it: what it has accepted must have a place for its results. */
    CompletionStage<Optional<ApiAnswer>> create(Submission submission) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        results.create(submission.record(Clock.systemUTC().instant()));
                        return Optional.empty();
                    } catch (CommitException e) {
                        boolean taken = e.remedy() == CommitException.Remedy.DROP;
                        return Optional.of(ApiAnswer.error(taken ? 400 : 507, e.getMessage()));
                    }
                },
                blocking);
    }

    /** Empty if they cannot be read: then nothing is said of them. */
    CompletionStage<Optional<GuardStatus.Breaches>> breaches(CampaignId campaign) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return results.breaches(campaign);
                    } catch (IOException e) {
                        LOG.warn("the budget breaches of campaign {} cannot be read: {}", campaign, e.getMessage());
                        return Optional.empty();
                    }
                },
                blocking);
    }

    CompletionStage<ApiAnswer> summary(CampaignId campaign, boolean json) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return results.summary(campaign, json)
                                .<ApiAnswer>map(text -> new ApiAnswer.Text(json, text))
                                .orElseGet(() ->
                                        ApiAnswer.error(404, "campaign " + campaign + " is not in the store any more"));
                    } catch (IOException e) {
                        return ApiAnswer.error(
                                500, "the results of campaign " + campaign + " cannot be read: " + e.getMessage());
                    }
                },
                blocking);
    }
}
