package ballast.coordinator.results;

import java.nio.file.Path;
import java.util.List;

/**
 * A campaign as the store has it.
 *
 * @param store the store's root, absolute
 * @param path the campaign's folder, absolute
 * @param runs all of the plan, in the plan's order
 */
public record StoredCampaign(CampaignRecord campaign, Path store, Path path, List<StoredRun> runs) {
    public StoredCampaign {
        runs = List.copyOf(runs);
    }
}
