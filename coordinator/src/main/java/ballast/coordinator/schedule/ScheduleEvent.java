package ballast.coordinator.schedule;

import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Failure;
import ballast.model.HostId;
import ballast.model.Packing;
import ballast.model.RunId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happened to the schedule. These are journalled under their short names: a component may be added, with a default for old
 * journals, but none renamed or removed (a recorded journal in the tests keeps watch).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
public sealed interface ScheduleEvent {
    Instant at();

    /** The campaign that looks different afterwards. */
    default Optional<CampaignId> touches() {
        return Optional.empty();
    }

    /** What happens to one campaign. */
    sealed interface CampaignEvent extends ScheduleEvent {
        CampaignId campaign();

        @Override
        default Optional<CampaignId> touches() {
            return Optional.of(campaign());
        }
    }

    /**
     * A coordinator took over.
     *
     * @param epoch higher than every one before
     * @param lab whose journal this is; the same in all of a journal, empty in old ones
     */
    record CoordinatorStarted(long epoch, Instant at, String lab) implements ScheduleEvent {
        public CoordinatorStarted {
            lab = lab == null ? "" : lab;
        }
    }

    /**
     * A matrix was handed in.
     *
     * @param matrix its text, as the user wrote it
     * @param runs in the order in which they shall start; 1 or more
     * @param where labels that a host must have; earlier journals have none
     * @param packing by what its shared runs are put beside others; earlier journals have none
     */
    record CampaignSubmitted(
            CampaignId campaign,
            String name,
            String matrix,
            List<PlannedRun> runs,
            Map<String, String> where,
            Instant at,
            Packing packing)
            implements CampaignEvent {
        public CampaignSubmitted {
            runs = List.copyOf(runs);
            where = where == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(where));
            packing = packing == null ? Packing.Static.INSTANCE : packing;
        }

        /** Of runs that reserve their full size. */
        public CampaignSubmitted(
                CampaignId campaign,
                String name,
                String matrix,
                List<PlannedRun> runs,
                Map<String, String> where,
                Instant at) {
            this(campaign, name, matrix, runs, where, at, Packing.Static.INSTANCE);
        }

        /** For any host. */
        public CampaignSubmitted(CampaignId campaign, String name, String matrix, List<PlannedRun> runs, Instant at) {
            this(campaign, name, matrix, runs, Map.of(), at);
        }
    }

    /** Nothing of this campaign is started from here on. */
    record CampaignPaused(CampaignId campaign, Instant at) implements CampaignEvent {}

    /** It goes on with what waits. */
    record CampaignResumed(CampaignId campaign, Instant at) implements CampaignEvent {}

    /** The user wants no more of it: what has not ended is skipped. Attempts that ran were lost before. */
    record CampaignCancelled(CampaignId campaign, Instant at) implements CampaignEvent {}

    /** The user wants another attempt at a run that failed or was skipped. */
    record RunRetried(RunId run, Instant at) implements ScheduleEvent {
        @Override
        public Optional<CampaignId> touches() {
            return Optional.of(run.campaign());
        }
    }

    /** The host gets nothing new; what runs there goes on. */
    record HostDrained(HostId host, Instant at) implements ScheduleEvent {}

    /** It gets runs again. */
    record HostUndrained(HostId host, Instant at) implements ScheduleEvent {}

    /** A run can never start, because no host could take it. */
    record RunSkipped(RunId run, String reason, Instant at) implements ScheduleEvent {
        @Override
        public Optional<CampaignId> touches() {
            return Optional.of(run.campaign());
        }
    }

    /** What the stored result of an attempt adds to the totals; just before its end. Earlier journals have none. */
    record ResultMeasured(AttemptId attempt, Tally tally, Instant at) implements ScheduleEvent {
        @Override
        public Optional<CampaignId> touches() {
            return Optional.of(attempt.run().campaign());
        }
    }

    /** What happens to one attempt. */
    sealed interface AttemptEvent extends ScheduleEvent {
        AttemptId attempt();

        @Override
        default Optional<CampaignId> touches() {
            return Optional.of(attempt().run().campaign());
        }
    }

    /** It was given to a host, which may not know of it yet. */
    record AttemptStarted(AttemptId attempt, HostId host, Instant at) implements AttemptEvent {}

    /** Its whole result is in the store. */
    record AttemptCompleted(AttemptId attempt, Instant at) implements AttemptEvent {}

    /** It gave no full result; what there is, is in the store. */
    record AttemptFailed(AttemptId attempt, Failure failure, Instant at) implements AttemptEvent {}

    /** It cannot be done there: what was asked for is not in the guest. Another attempt would tell the same. */
    record AttemptSkipped(AttemptId attempt, String reason, Instant at) implements AttemptEvent {}

    /** It failed, or was lost, through no fault of the run, which waits for another host. */
    record AttemptRetried(AttemptId attempt, Failure failure, Instant at) implements AttemptEvent {}

    /** It will never give a result, and that says nothing about the run, which waits again. */
    record AttemptLost(AttemptId attempt, String reason, Instant at) implements AttemptEvent {}
}
