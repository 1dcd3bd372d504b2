package ballast.coordinator.schedule;

import java.time.Instant;

/** What is known of the future of campaigns that are packed by footprint: soft state, worked out anew by each coordinator. */
public record Outlook(Instant now, Forecasts forecasts, PackingPlan plan) {
    /** Nothing is known: every run counts with its full size. */
    public static Outlook blank(Instant now) {
        return new Outlook(now, Forecasts.NONE, PackingPlan.NONE);
    }
}
