package ballast.coordinator.cli;

import ballast.coordinator.capacity.Evidence;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.GuardRecord;
import ballast.coordinator.report.ResidentPeak;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredStatus;
import ballast.model.ByteSize;
import java.io.IOException;
import java.util.Optional;

/** What a stored run of several VMs says of how they kept within a budget. */
final class VmsMaxEvidence {
    private VmsMaxEvidence() {}

    /**
     * @param campaign of one run, which has ended
     * @return empty if the run has no result yet
     */
    static Optional<Evidence> of(StoredCampaign campaign) throws IOException {
        RunSummary run = CampaignSummary.of(campaign).runs().get(0);
        StoredStatus status = run.stored().status();
        Optional<Evidence.Outcome> outcome = outcome(status);
        if (outcome.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Evidence(
                run.stored().cell().spec().vmCount(),
                run.stored().run(),
                outcome.get(),
                reason(status),
                ResidentPeak.of(run.stored().path(), run.stored().cell().spec().vmCount()),
                breaches(run.guard()),
                run.guard().marks()));
    }

    private static Optional<Evidence.Outcome> outcome(StoredStatus status) {
        if (status instanceof StoredStatus.Completed) {
            return Optional.of(Evidence.Outcome.COMPLETED);
        } else if (status instanceof StoredStatus.Failed) {
            return Optional.of(Evidence.Outcome.FAILED);
        }
        return status instanceof StoredStatus.Skipped ? Optional.of(Evidence.Outcome.SKIPPED) : Optional.empty();
    }

    private static Optional<String> reason(StoredStatus status) {
        if (status instanceof StoredStatus.Failed failed) {
            return Optional.of(failed.failure().kind() + ": " + failed.failure().message());
        }
        return status instanceof StoredStatus.Skipped skipped ? Optional.of(skipped.reason()) : Optional.empty();
    }

    private static Evidence.Breaches breaches(GuardRecord guard) {
        var total = GuardRecord.Total.of(guard.breaches());
        return new Evidence.Breaches(total.count(), total.seconds(), new ByteSize(total.worstBytes()));
    }
}
