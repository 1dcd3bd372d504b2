package ballast.coordinator.cli;

import ballast.coordinator.actor.ForwardingResults;
import ballast.coordinator.results.ResultStore;
import ballast.model.CampaignId;

/** Results of a command that sums a campaign up itself at its end, report and all: it must not end while others still write. */
final class CommandResults extends ForwardingResults {
    CommandResults(ResultStore store) {
        super(new StoredResults(store));
    }

    @Override
    public void ended(CampaignId campaign) {}
}
