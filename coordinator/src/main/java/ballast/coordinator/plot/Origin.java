package ballast.coordinator.plot;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.RunSummary;
import ballast.model.Accelerator;
import java.util.List;
import java.util.stream.Collectors;

/** The small print: which campaign, on which hosts, and what speaks against comparing it with others. */
final class Origin {
    private Origin() {}

    static String of(CampaignSummary campaign, Group group) {
        List<RunSummary> runs =
                group.cells().stream().flatMap(cell -> cell.runs().stream()).toList();
        var text = new StringBuilder(campaign.campaign().campaign().name())
                .append(' ')
                .append(campaign.campaign().campaign().id());
        text.append(campaign.campaign().campaign().imported() ? ", imported" : ", on " + hosts(runs));
        long completed =
                campaign.runs().stream().filter(RunSummary::isCompleted).count();
        if (completed < campaign.runs().size()) {
            text.append(", ")
                    .append(completed)
                    .append(" of ")
                    .append(campaign.runs().size())
                    .append(" runs completed");
        }
        text.append('.');
        if (runs.stream().anyMatch(RunSummary::isReplayed)) {
            text.append(" Replayed: recorded footprints were played back, nothing was measured.");
        } else if (runs.stream()
                .anyMatch(run -> run.accel().filter(Accelerator.TCG::equals).isPresent())) {
            text.append(" Emulated (accel tcg): not comparable with KVM.");
        }
        if (group.isDisturbed()) {
            text.append(" * The host's memory guard shrank or paused a run.");
        }
        return text.toString();
    }

    private static String hosts(List<RunSummary> runs) {
        return runs.stream().map(RunSummary::host).distinct().sorted().collect(Collectors.joining(", "));
    }
}
