package ballast.coordinator.cli;

import ballast.coordinator.actor.SchedulerCommand.Accepted;
import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.actor.SchedulerCommand.Campaigns;
import ballast.coordinator.actor.SchedulerCommand.Pause;
import ballast.coordinator.actor.SchedulerCommand.PauseReply;
import ballast.coordinator.actor.SchedulerCommand.Refused;
import ballast.coordinator.actor.SchedulerCommand.Resume;
import ballast.coordinator.actor.SchedulerCommand.ResumeReply;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.actor.SchedulerCommand.Subscribe;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.PlannedRun;
import ballast.message.CoordinatorMessage;
import ballast.model.CampaignId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.function.Function;

/** One campaign in an embedded lab: submitted or taken up again, followed to its end, or paused. */
final class CampaignRun {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final EmbeddedLab lab;

    CampaignRun(EmbeddedLab lab) {
        this.lab = lab;
    }

    void submit(CampaignId id, String name, String matrix, List<PlannedRun> runs) throws CommandException {
        SubmitReply reply = ask(replyTo -> new Submit(id, name, matrix, runs, replyTo));
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
    List<CampaignSummary> known() {
        CampaignList list = ask(Campaigns::new);
        return list.campaigns();
    }

    /**
     * Sends views to {@code show} until the campaign has ended.
     *
     * @return completes with the last view
     */
    CompletableFuture<CampaignView> follow(CampaignId id, Consumer<CampaignView> show) {
        CompletableFuture<CampaignView> ended = new CompletableFuture<>();
        ActorRef<CampaignView> subscriber = lab.node()
                .spawn(
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
                        "follower");
        lab.scheduler().tell(new Subscribe(id, subscriber));
        return ended;
    }

    /** Ends its VMs; returns when the host has confirmed it, or after a bound. */
    void pause(CampaignId id) {
        PauseReply reply = ask(replyTo -> new Pause(id, replyTo));
        if (reply instanceof Refused refused) {
            throw new IllegalStateException(String.join("; ", refused.reasons()));
        }
    }

    private <T> T ask(Function<ActorRef<T>, CoordinatorMessage> message) {
        CompletionStage<T> reply =
                AskPattern.ask(lab.scheduler(), message, ANSWER, lab.system().scheduler());
        return reply.toCompletableFuture().join();
    }
}
