package ballast.coordinator.html;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.Numbers;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.report.Varying;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.Figures;
import ballast.model.Accelerator;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** Each run: how it ended, and whether its figures can be relied on. */
final class RunsSection {
    private RunsSection() {}

    static DomContent of(CampaignSummary campaign) {
        List<String> varying = Varying.parameters(campaign.campaign().campaign().cells());
        List<String> headers = new ArrayList<>(List.of("cell", "benchmark", "mode"));
        headers.addAll(varying);
        headers.addAll(List.of("rep", "status", "host", "total s", "validity"));
        List<List<String>> rows = campaign.runs().stream()
                .map(run -> row(run, varying, campaign.campaign().campaign().imported()))
                .toList();
        return section(
                h2("Validity of each run"),
                p(
                        "Runs with something against them count in all figures above; ballast compare leaves them out on request."),
                Tables.of(headers, rows));
    }

    private static List<String> row(RunSummary run, List<String> varying, boolean imported) {
        var cell = run.stored().cell();
        List<String> row = new ArrayList<>(
                List.of(cell.id().value(), cell.benchmark(), cell.mode().label()));
        varying.forEach(name -> row.add(cell.parameters().getOrDefault(name, Numbers.NONE)));
        row.add(String.valueOf(run.stored().run().repetition()));
        row.add(run.stored().status() instanceof StoredStatus.Waiting ? "not run" : run.status());
        row.add(run.host());
        row.add(Numbers.seconds(run.figures().get(Figures.TOTAL_S)));
        row.add(validity(run, imported));
        return row;
    }

    private static String validity(RunSummary run, boolean imported) {
        List<String> against = new ArrayList<>(run.doubts());
        run.reason().ifPresent(against::add);
        if (run.isCompleted()) {
            if (run.isReplayed()) {
                against.add("replayed, not measured");
            } else if (run.accel().filter(Accelerator.TCG::equals).isPresent()) {
                against.add("emulated (tcg): not comparable with KVM");
            }
            if (imported) {
                against.add("imported: measured by another program");
            } else if (!run.guard().known()) {
                against.add("nobody watched the host's memory");
            }
            if (!run.guard().breaches().isEmpty()) {
                against.add(
                        "the host was over its budget " + run.guard().breaches().size() + " times meanwhile");
            }
        }
        return against.isEmpty() ? "nothing against it" : String.join("; ", against);
    }
}
