package ballast.coordinator.actor;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Readiness;
import ballast.message.AgentFacts;
import ballast.message.CoordinatorMessage;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing;
import ballast.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;

/** What the command line and HTTP ask of the scheduler; all stay in the coordinator's process. */
public sealed interface SchedulerCommand extends CoordinatorMessage, NoSerializationVerificationNeeded {
    /**
     * Take this campaign. Said again with the same id and runs, it is accepted again and changes nothing.
     *
     * @param matrix its text, as the user wrote it
     * @param runs in the order in which they shall start
     * @param where labels that hosts must have
     * @param packing by what its shared runs are put beside others
     */
    record Submit(
            CampaignId campaign,
            String name,
            String matrix,
            List<PlannedRun> runs,
            Map<String, String> where,
            Packing packing,
            ActorRef<SubmitReply> replyTo)
            implements SchedulerCommand {
        public Submit {
            runs = List.copyOf(runs);
            where = Map.copyOf(where);
        }

        /** For any host, by the VMs' full size. */
        public Submit(
                CampaignId campaign, String name, String matrix, List<PlannedRun> runs, ActorRef<SubmitReply> replyTo) {
            this(campaign, name, matrix, runs, Map.of(), Packing.Static.INSTANCE, replyTo);
        }
    }

    /** What a user wants changed of what is there; see {@code Wishes}. */
    sealed interface Wish extends SchedulerCommand {
        ActorRef<WishReply> replyTo();
    }

    /** End its VMs and skip all of it that has not ended. */
    record Cancel(CampaignId campaign, ActorRef<WishReply> replyTo) implements Wish {}

    /**
     * Try its failed runs again.
     *
     * @param cancelled whether those that were cancelled, too
     */
    record Retry(CampaignId campaign, boolean cancelled, ActorRef<WishReply> replyTo) implements Wish {}

    /** Give this host nothing new; what runs there goes on. */
    record Drain(HostId host, ActorRef<WishReply> replyTo) implements Wish {}

    /** Give it runs again. */
    record Undrain(HostId host, ActorRef<WishReply> replyTo) implements Wish {}

    /** Where a run stands and why. */
    record Explain(RunId run, ActorRef<ExplainReply> replyTo) implements SchedulerCommand {}

    /** End its VMs and start nothing more of it; what did not end waits. The answer comes when hosts have confirmed it. */
    record Pause(CampaignId campaign, ActorRef<PauseReply> replyTo) implements SchedulerCommand {}

    /** Go on with what waits. */
    record Resume(CampaignId campaign, ActorRef<ResumeReply> replyTo) implements SchedulerCommand {}

    /** How it stands. */
    record View(CampaignId campaign, ActorRef<ViewReply> replyTo) implements SchedulerCommand {}

    /**
     * Send views from now on: one at once, then on changes but not too often, the last one when it has ended. An unknown
     * campaign gives none until it is submitted.
     */
    record Subscribe(CampaignId campaign, ActorRef<CampaignView> subscriber) implements SchedulerCommand {}

    /** All campaigns, in the order in which they were submitted. */
    record Campaigns(ActorRef<CampaignList> replyTo) implements SchedulerCommand {}

    /** All hosts that have reported since this coordinator started, by id. */
    record Hosts(ActorRef<HostList> replyTo) implements SchedulerCommand {}

    /** To {@link Submit}. */
    sealed interface SubmitReply extends NoSerializationVerificationNeeded {}

    /** To {@link Pause}. */
    sealed interface PauseReply extends NoSerializationVerificationNeeded {}

    /** To {@link Resume}. */
    sealed interface ResumeReply extends NoSerializationVerificationNeeded {}

    /** To each {@link Wish}. */
    sealed interface WishReply extends NoSerializationVerificationNeeded {}

    /** To {@link Explain}. */
    sealed interface ExplainReply extends NoSerializationVerificationNeeded {}

    /** To {@link View}. */
    sealed interface ViewReply extends NoSerializationVerificationNeeded {}

    /** Durable from now on. */
    record Accepted(CampaignId campaign) implements SubmitReply, ResumeReply {}

    /** Nothing was changed. */
    record Refused(List<String> reasons)
            implements SubmitReply, PauseReply, ResumeReply, ViewReply, WishReply, ExplainReply {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Nothing of it runs any more, as far as hosts have said.
     *
     * @param unconfirmed attempts of which no host confirmed the end in time
     */
    record Paused(CampaignId campaign, List<AttemptId> unconfirmed) implements PauseReply {
        public Paused {
            unconfirmed = List.copyOf(unconfirmed);
        }
    }

    /**
     * So it is from now on, durably; said too if it was so before.
     *
     * @param runs how many runs have changed
     */
    record Granted(int runs) implements WishReply {}

    /** One sentence. */
    record Explained(String sentence) implements ExplainReply {}

    /** To {@link View}. */
    record Viewed(CampaignView view) implements ViewReply {}

    /** To {@link Campaigns}. */
    record CampaignList(List<CampaignSummary> campaigns) implements NoSerializationVerificationNeeded {
        public CampaignList {
            campaigns = List.copyOf(campaigns);
        }
    }

    /** One line of a list. */
    record CampaignSummary(CampaignId id, String name, boolean paused, boolean ended, Counts counts) {}

    /** Runs by their state. */
    record Counts(int waiting, int running, int completed, int failed, int skipped) {}

    /** To {@link Hosts}. */
    record HostList(List<HostView> hosts) implements NoSerializationVerificationNeeded {
        public HostList {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A host as it is shown.
     *
     * @param facts empty of an agent that told none and was refused
     * @param address where its agent listens
     * @param clockOffset by how much its clock is ahead; empty if it was refused
     * @param running attempts that the schedule has on it
     */
    record HostView(
            HostReport report,
            Optional<AgentFacts> facts,
            String address,
            Optional<Duration> clockOffset,
            Readiness readiness,
            Instant lastContact,
            List<AttemptId> running) {
        public HostView {
            running = List.copyOf(running);
        }
    }
}
