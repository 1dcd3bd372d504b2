package ballast.coordinator.schedule;

import ballast.model.CampaignId;
import java.util.List;

/**
 * A campaign as it is shown.
 *
 * @param ended whether no run is waiting or running
 * @param runs in the matrix's order
 */
public record CampaignView(CampaignId id, String name, boolean ended, List<RunView> runs) {
    public CampaignView {
        runs = List.copyOf(runs);
    }
}
