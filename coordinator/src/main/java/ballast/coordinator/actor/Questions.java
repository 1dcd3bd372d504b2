package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.actor.SchedulerCommand.Campaigns;
import ballast.coordinator.http.ApiAnswer;
import ballast.message.CoordinatorMessage;
import ballast.model.CampaignId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;

/** What HTTP clients ask of a scheduler, and how they name campaigns. */
record Questions(ActorSystem<?> system, ActorRef<CoordinatorMessage> scheduler) {
    /** Longer than a pause may take. */
    private static final Duration ANSWER = Duration.ofSeconds(40);

    interface Use {
        CompletionStage<ApiAnswer> of(CampaignId id);
    }

    interface Question {
        CompletionStage<ApiAnswer> ask();
    }

    <T> CompletionStage<T> ask(Function<ActorRef<T>, CoordinatorMessage> question) {
        return AskPattern.ask(scheduler, question, ANSWER, system.scheduler());
    }

    CompletionStage<CampaignList> known() {
        return ask(Campaigns::new);
    }

    /** Of a campaign by its id, by its name (its latest), or {@code latest}. */
    CompletionStage<ApiAnswer> named(String name, Use use) {
        return known().thenCompose(list -> {
            Optional<CampaignId> id = lookUp(list.campaigns(), name);
            return id.isPresent()
                    ? checked(() -> use.of(id.get()))
                    : now(ApiAnswer.error(
                            404,
                            list.campaigns().isEmpty()
                                    ? "no campaign '" + name
                                            + "': the lab has none yet; hand one in with: ballast submit MATRIX"
                                    : "no campaign '" + name + "' is known; see: ballast status"));
        });
    }

    /** What a client wrote may be no id at all. */
    static CompletionStage<ApiAnswer> checked(Question question) {
        try {
            return question.ask();
        } catch (IllegalArgumentException e) {
            return now(ApiAnswer.error(400, e.getMessage()));
        }
    }

    private static Optional<CampaignId> lookUp(List<CampaignSummary> all, String name) {
        return all.stream()
                .filter(campaign -> name.equals("latest")
                        || campaign.id().value().equals(name)
                        || campaign.name().equals(name))
                .map(CampaignSummary::id)
                .reduce((earlier, later) -> later);
    }

    static <T> CompletionStage<T> now(T answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
