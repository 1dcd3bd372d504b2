package ballast.coordinator.schedule;

import ballast.model.CampaignId;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What is known of the future of campaigns that are packed by footprint: soft state, worked out anew by each coordinator.
 *
 * @param planned whether a campaign was planned at all: until then none of its packed runs starts, since it would be in the plan's way
 */
public record Outlook(Instant now, Forecasts forecasts, PackingPlan plan, Predicate<CampaignId> planned) {
    /** No further plan is on its way. */
    public Outlook(Instant now, Forecasts forecasts, PackingPlan plan) {
        this(now, forecasts, plan, campaign -> true);
    }

    /** Nothing is known: every run counts with its full size. */
    public static Outlook blank(Instant now) {
        return new Outlook(now, Forecasts.NONE, PackingPlan.NONE);
    }
}
