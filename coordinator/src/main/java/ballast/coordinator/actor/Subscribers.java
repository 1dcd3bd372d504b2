package ballast.coordinator.actor;

import ballast.coordinator.schedule.Campaign;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.Schedule;
import ballast.model.CampaignId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Who watches which campaign. A campaign's views go out at most once per interval, so that ten progress messages a second from each
 * host do not become as many views; the last view is never held back.
 */
final class Subscribers {
    private final Duration interval;
    private final Function<Campaign, CampaignView> render;
    private final Map<CampaignId, Set<ActorRef<CampaignView>>> subscribers = new LinkedHashMap<>();
    private final Map<CampaignId, Instant> lastSent = new HashMap<>();
    private final Set<CampaignId> changed = new LinkedHashSet<>();

    Subscribers(Duration interval, Function<Campaign, CampaignView> render) {
        this.interval = interval;
        this.render = render;
    }

    void add(CampaignId campaign, ActorRef<CampaignView> subscriber) {
        subscribers.computeIfAbsent(campaign, id -> new LinkedHashSet<>()).add(subscriber);
        lastSent.remove(campaign);
        changed.add(campaign);
    }

    void remove(ActorRef<CampaignView> subscriber) {
        subscribers.values().forEach(of -> of.remove(subscriber));
        subscribers.values().removeIf(Set::isEmpty);
    }

    void markChanged(CampaignId campaign) {
        if (subscribers.containsKey(campaign)) {
            changed.add(campaign);
        }
    }

    /**
     * Sends what is due.
     *
     * @return whether something is left for later
     */
    boolean flush(Schedule schedule, Instant now) {
        for (CampaignId id : List.copyOf(changed)) {
            schedule.campaign(id).ifPresentOrElse(campaign -> flush(campaign, now), () -> changed.remove(id));
        }
        return !changed.isEmpty();
    }

    private void flush(Campaign campaign, Instant now) {
        Instant last = lastSent.get(campaign.id());
        boolean ended = campaign.ended();
        if (last != null && !ended && Duration.between(last, now).compareTo(interval) < 0) {
            return;
        }
        CampaignView view = render.apply(campaign);
        subscribers.getOrDefault(campaign.id(), Set.of()).forEach(subscriber -> subscriber.tell(view));
        changed.remove(campaign.id());
        lastSent.put(campaign.id(), now);
        if (ended) {
            subscribers.remove(campaign.id());
            lastSent.remove(campaign.id());
        }
    }
}
