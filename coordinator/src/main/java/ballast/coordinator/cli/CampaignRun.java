package ballast.coordinator.cli;

import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.SchedulerCommand.Accepted;
import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.actor.SchedulerCommand.Campaigns;
import ballast.coordinator.actor.SchedulerCommand.Pause;
import ballast.coordinator.actor.SchedulerCommand.PauseReply;
import ballast.coordinator.actor.SchedulerCommand.Paused;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.Resume;
import ballast.coordinator.actor.SchedulerCommand.ResumeReply;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.actor.SchedulerCommand.Subscribe;
import ballast.coordinator.actor.SchedulerCommand.View;
import ballast.coordinator.actor.SchedulerCommand.ViewReply;
import ballast.coordinator.actor.SchedulerCommand.Viewed;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.PlannedRun;
import ballast.message.CoordinatorMessage;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.function.Function;

/** One campaign in an embedded lab: submitted or taken up again, followed to its end, or paused. */
final class CampaignRun {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final CoordinatorNode node;

    CampaignRun(CoordinatorNode node) {
        this.node = node;
    }

    void submit(CampaignRecord campaign) throws CommandException {
        Map<CellId, Cell> cells =
                campaign.cells().stream().collect(Collectors.toMap(Cell::id, java.util.function.Function.identity()));
        List<PlannedRun> runs = campaign.plan().stream()
                .map(run -> new PlannedRun(run, cells.get(run.cell())))
                .toList();
        SubmitReply reply = ask(replyTo -> new Submit(
                campaign.id(), campaign.name(), campaign.matrix(), runs, Map.of(), campaign.packing(), replyTo));
        if (reply instanceof Refused refused) {
            throw CommandException.badInput(String.join("; ", refused.reasons()));
        }
    }

    void resume(CampaignId id) throws CommandException {
        ResumeReply reply = ask(replyTo -> new Resume(id, replyTo));
        if (reply instanceof Refused refused) {
            throw CommandException.badInput(String.join("; ", refused.reasons()));
        }
        if (!(reply instanceof Accepted)) {
            throw new IllegalStateException("unknown answer " + reply);
        }
    }

    /** All that this store's coordinator knows, oldest first. */
    List<CampaignSummary> known() throws CommandException {
        CampaignList list = ask(Campaigns::new);
        return list.campaigns();
    }

    /** How it stands. */
    CampaignView view(CampaignId id) throws CommandException {
        ViewReply reply = ask(replyTo -> new View(id, replyTo));
        if (reply instanceof Viewed viewed) {
            return viewed.view();
        }
        throw CommandException.badInput("campaign " + id + " is not known any more");
    }

    /**
     * Sends views to {@code show} until the campaign has ended.
     *
     * @return completes with the last view
     */
    CompletableFuture<CampaignView> follow(CampaignId id, Consumer<CampaignView> show) {
        CompletableFuture<CampaignView> ended = new CompletableFuture<>();
        ActorRef<CampaignView> subscriber = node.spawn(
                Behaviors.receiveMessage((CampaignView view) -> {
                    try {
                        show.accept(view);
                    } finally {
                        // whatever becomes of the display, the command must not wait for ever
                        if (view.ended()) {
                            ended.complete(view);
                        }
                    }
                    return Behaviors.same();
                }),
                "follower-" + id);
        node.scheduler().tell(new Subscribe(id, subscriber));
        return ended;
    }

    /**
     * Ends its VMs; returns when the host has confirmed it, or after a bound.
     *
     * @return attempts of which that was not confirmed
     */
    List<AttemptId> pause(CampaignId id) throws CommandException {
        PauseReply reply = ask(replyTo -> new Pause(id, replyTo));
        return reply instanceof Paused paused ? paused.unconfirmed() : List.of();
    }

    /** @throws CommandException if the scheduler does not answer: most often it has stopped */
    private <T> T ask(Function<ActorRef<T>, CoordinatorMessage> message) throws CommandException {
        CompletionStage<T> reply =
                AskPattern.ask(node.scheduler(), message, ANSWER, node.system().scheduler());
        try {
            return reply.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new CommandException(
                    ExitCode.RUN_FAILED,
                    "ballast: the scheduler does not answer (" + e.getCause().getMessage() + "); the log says why");
        }
    }
}
