package ballast.coordinator.metrics;

import java.util.Map;

/**
 * A campaign's runs.
 *
 * @param runs by state; 0 in those left out
 */
public record CampaignCount(String campaign, String name, Map<RunCount, Integer> runs) {
    public CampaignCount {
        runs = Map.copyOf(runs);
    }
}
