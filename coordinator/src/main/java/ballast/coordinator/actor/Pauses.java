package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.PauseReply;
import ballast.coordinator.actor.SchedulerCommand.Paused;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.HostId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/** Pauses that wait for hosts to confirm the end of attempts. */
final class Pauses {
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(CampaignId campaign, Map<AttemptId, HostId> open, ActorRef<PauseReply> replyTo) {
        void answer() {
            replyTo.tell(new Paused(campaign, List.copyOf(open.keySet())));
        }
    }

    /** Answers at once if there is nothing to wait for. */
    void add(CampaignId campaign, Map<AttemptId, HostId> open, ActorRef<PauseReply> replyTo) {
        pending.add(new Pending(campaign, new LinkedHashMap<>(open), replyTo));
        settle(Pauses::nothingOpen);
    }

    /** Attempts that were waited for, for which {@code ended} says yes, have ended on their host. */
    void confirm(BiPredicate<AttemptId, HostId> ended) {
        pending.forEach(pause -> pause.open.entrySet().removeIf(open -> ended.test(open.getKey(), open.getValue())));
        settle(Pauses::nothingOpen);
    }

    /** Time is up for this one. */
    void giveUp(ActorRef<PauseReply> replyTo) {
        settle(pause -> pause.replyTo.equals(replyTo));
    }

    private static boolean nothingOpen(Pending pause) {
        return pause.open.isEmpty();
    }

    private void settle(Predicate<Pending> done) {
        pending.stream().filter(done).forEach(Pending::answer);
        pending.removeIf(done);
    }
}
