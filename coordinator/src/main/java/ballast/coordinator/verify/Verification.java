package ballast.coordinator.verify;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.StoredFigures;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.ResultFiles;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreIndex;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredSpec;
import ballast.coordinator.results.StoredStatus;
import ballast.model.Cell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a campaign. Nothing is changed by it.
 *
 * @param runs that were looked at: those that ended on a host
 * @param files whose digests were computed
 * @param figures that were computed again and held against those of the campaign's end
 * @param differences what is not as it was stored, a line each
 * @param notes what could not be held against anything
 */
public record Verification(int runs, int files, int figures, List<String> differences, List<String> notes) {
    public Verification {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    /** Blocks for as long as all its files take to read. */
    public static Verification of(ResultStore store, StoredCampaign campaign) throws IOException {
        List<String> differences = new ArrayList<>();
        int runs = 0;
        int files = 0;
        for (Cell cell : campaign.campaign().cells()) {
            if (!campaign.campaign().imported() && !cell.isGenuine()) {
                differences.add("campaign.json: cell " + cell.id() + ": its content has the id " + cell.digest()
                        + ", want the one it is told by");
            }
        }
        for (StoredRun run : campaign.runs()) {
            if (run.status() instanceof StoredStatus.Ended ended) {
                runs++;
                files += ended.files().size();
                for (String problem : ResultFiles.problems(run.path(), ended.files())) {
                    differences.add(name(run) + ": " + problem);
                }
                spec(run).ifPresent(differences::add);
            }
        }
        List<String> notes = new ArrayList<>();
        int figures = figures(store, campaign, differences, notes);
        return new Verification(runs, files, figures, differences, notes);
    }

    /** What a run was asked for must be what the campaign says of its cell. */
    private static Optional<String> spec(StoredRun run) {
        try {
            StoredSpec spec = RawFiles.spec(run.path());
            return spec.cell().equals(run.cell()) && spec.attempt().run().equals(run.run())
                    ? Optional.empty()
                    : Optional.of(name(run) + ": spec.json is of "
                            + spec.attempt().run() + " or another cell than" + " campaign.json has");
        } catch (IOException e) {
            return Optional.of(name(run) + ": " + e.getMessage());
        }
    }

    private static int figures(ResultStore store, StoredCampaign campaign, List<String> differences, List<String> notes)
            throws IOException {
        Optional<StoredFigures> stored = StoredFigures.ofTheEnd(campaign.path());
        if (stored.isEmpty()) {
            notes.add(
                    "figures: got no " + StoredFigures.FILE + ", which is written at a campaign's end; nothing to hold"
                            + " them against (ballast report writes it)");
            return 0;
        }
        StoreIndex.Found found = store.index().find(campaign.campaign().id().value());
        if (found.campaigns().isEmpty()) {
            notes.add("figures: " + String.join("; ", found.problems()));
            return 0;
        }
        IndexedCampaign current = found.campaigns().get(0);
        if (!stored.get().state().equals(current.state())) {
            notes.add("figures: " + StoredFigures.FILE + " is of an earlier state of the campaign: runs have been added"
                    + " or replaced since; only those of runs that both have are compared");
        }
        StoredFigures computed = StoredFigures.of(CampaignSummary.of(campaign), current);
        FigureDifferences compared = FigureDifferences.of(stored.get(), computed);
        differences.addAll(compared.differences());
        return compared.count();
    }

    private static String name(StoredRun run) {
        return run.run().cell() + "/rep-" + run.run().repetition();
    }
}
