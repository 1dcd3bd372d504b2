package ballast.coordinator.results;

import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.RunId;
import java.nio.file.Path;

/** Which file lies where (design.md, "Results store"). Names are safe in paths, their types see to it. */
record StoreLayout(Path root) {
    static final String CAMPAIGN = "campaign.json";
    static final String PLAN = "plan.json";
    static final String SPEC = "spec.json";
    static final String STATUS = "status.json";
    static final String LATEST = "latest";

    /** No campaign has a name that starts with a dot. */
    Path own() {
        return root.resolve(".ballast");
    }

    Path campaign(String name, CampaignId id) {
        return root.resolve(name).resolve(id.value());
    }

    static Path run(Path campaign, RunId run) {
        return campaign.resolve("cells").resolve(run.cell().value()).resolve("rep-" + run.repetition());
    }

    /** Where a whole campaign is put together that comes from elsewhere. */
    Path arriving(CampaignId campaign) {
        return own().resolve("importing").resolve(campaign.value());
    }

    /** Footprint traces, a folder for each key. */
    Path traces() {
        return own().resolve("traces");
    }

    /** What is known of all runs without reading each; can be made again at any time. */
    Path index() {
        return own().resolve("index");
    }

    Path incoming() {
        return own().resolve("incoming");
    }

    private Path arriving(RunId run) {
        return incoming()
                .resolve(run.campaign().value())
                .resolve(run.cell().value())
                .resolve("rep-" + run.repetition());
    }

    Path incoming(AttemptId attempt) {
        return arriving(attempt.run()).resolve("attempt-" + attempt.number());
    }

    Path incomingSkip(RunId run) {
        return arriving(run).resolve("skipped");
    }

    /** Where a result goes that gives way to a later attempt: beside the run's folder. */
    static Path superseded(Path run, StoredStatus status) {
        String suffix = status instanceof StoredStatus.Ended ended ? "attempt-" + ended.attempt() : "skipped";
        return run.resolveSibling(run.getFileName() + "." + suffix);
    }
}
