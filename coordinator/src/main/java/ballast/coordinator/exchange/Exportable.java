package ballast.coordinator.exchange;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a campaign is exported.
 *
 * @param campaign without the runs that are left out though they completed
 * @param leftOut why, by run
 */
record Exportable(StoredCampaign campaign, Map<String, String> leftOut) {
    /** @param disturbed whether runs are wanted that a memory guard has shrunk or paused */
    static Exportable of(StoredCampaign campaign, boolean disturbed) throws IOException {
        Map<String, String> leftOut = new LinkedHashMap<>();
        List<StoredRun> kept = new ArrayList<>();
        for (StoredRun run : campaign.runs()) {
            StoredStatus status = run.status();
            if (status instanceof StoredStatus.Failed failed) {
                leftOut.put(name(run), "failed: " + failed.failure().message());
            } else if (status instanceof StoredStatus.Skipped skipped) {
                leftOut.put(name(run), "skipped: " + skipped.reason());
            } else if (status instanceof StoredStatus.Waiting) {
                leftOut.put(name(run), "not run");
            } else if (!disturbed && RawFiles.isDisturbed(run.path())) {
                leftOut.put(
                        name(run),
                        "disturbed: its host's memory guard has shrunk or paused it; --include-disturbed takes it, too");
                continue;
            }
            kept.add(run);
        }
        return new Exportable(
                new StoredCampaign(campaign.campaign(), campaign.store(), campaign.path(), kept), leftOut);
    }

    static String name(StoredRun run) {
        return run.run().cell() + "/rep-" + run.run().repetition();
    }
}
