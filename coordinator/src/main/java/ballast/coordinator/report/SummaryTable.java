package ballast.coordinator.report;

import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.StoredStatus;
import ballast.model.Accelerator;
import ballast.model.ByteSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A campaign's results as text: plain ASCII, the same on a terminal and in a file. */
public final class SummaryTable {
    private static final int QEMU_LINES = 5;
    private static final int CONSOLE_LINES = 8;

    private final CampaignSummary summary;
    private final StringBuilder text = new StringBuilder();

    private SummaryTable(CampaignSummary summary) {
        this.summary = summary;
    }

    /** Several lines, the last one ended. */
    public static String render(CampaignSummary summary) {
        return new SummaryTable(summary).render();
    }

    private String render() {
        CampaignRecord campaign = summary.campaign().campaign();
        line(campaign.name() + " " + campaign.id() + (campaign.imported() ? " (imported)" : ""));
        byBenchmark().forEach((benchmark, runs) -> {
            line("");
            line(FigureTable.render(benchmark, runs));
        });
        List<RunSummary> timed =
                summary.runs().stream().filter(run -> !run.timing().isEmpty()).toList();
        if (!timed.isEmpty()) {
            line("");
            line("Where the time went, in s; store comes after total, overhead counts it in:");
            line(TimeTable.render(timed));
        }
        withoutResult();
        problems();
        summary.problems().forEach(this::line);
        summary.packing().ifPresent(packing -> packing.lines().forEach(this::line));
        notes().forEach(this::line);
        GuardRecord.total(summary.runs())
                .ifPresent(total -> line("budget breaches: " + total.count()
                        + (total.count() == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", %.1f s together, at most %s over",
                                        total.seconds(),
                                        new ByteSize(total.worstBytes()).toHumanText()))));
        line("results: " + summary.campaign().path());
        return text.toString();
    }

    private Map<String, List<RunSummary>> byBenchmark() {
        Map<String, List<RunSummary>> groups = new LinkedHashMap<>();
        for (RunSummary run : summary.runs()) {
            groups.computeIfAbsent(run.stored().cell().benchmark(), name -> new ArrayList<>())
                    .add(run);
        }
        return groups;
    }

    private void withoutResult() {
        line("");
        summary.runs().stream()
                .filter(run -> run.stored().status() instanceof StoredStatus.Failed)
                .forEach(this::failed);
        unmeasured()
                .forEach((what, runs) ->
                        line((runs.size() == 1 ? name(runs.get(0)) : runs.size() + " runs") + " " + what));
        if (summary.runs().stream().anyMatch(run -> run.reason().isPresent())) {
            line("");
        }
    }

    private void failed(RunSummary run) {
        line(name(run) + " failed: " + run.reason().orElseThrow());
        last(run, "qemu: ", QEMU_LINES);
        last(run, "console: ", CONSOLE_LINES);
        line("  see " + run.stored().path());
    }

    /** Runs that were skipped or not come to, by what there is to say of them: a lacking device mostly stops many. */
    private Map<String, List<RunSummary>> unmeasured() {
        Map<String, List<RunSummary>> groups = new LinkedHashMap<>();
        for (RunSummary run : summary.runs()) {
            StoredStatus status = run.stored().status();
            if (status instanceof StoredStatus.Skipped || status instanceof StoredStatus.Waiting) {
                String word = status instanceof StoredStatus.Skipped ? "skipped: " : "";
                groups.computeIfAbsent(word + run.reason().orElseThrow(), what -> new ArrayList<>())
                        .add(run);
            }
        }
        return groups;
    }

    /** The whole of it lies in status.json; what a program wrote last mostly tells why it ended. */
    private void last(RunSummary run, String kind, int most) {
        List<String> lines =
                run.details().stream().filter(line -> line.startsWith(kind)).toList();
        lines.subList(Math.max(0, lines.size() - most), lines.size()).forEach(line -> line("  " + printable(line)));
    }

    /** A guest may print anything; a terminal would obey it. */
    private static String printable(String line) {
        return line.replaceAll("[^ -~]", "?");
    }

    private void problems() {
        for (RunSummary run : summary.runs()) {
            run.problems().forEach(problem -> line(name(run) + " " + problem));
        }
    }

    private Set<String> notes() {
        Set<String> notes = new LinkedHashSet<>();
        if (summary.runs().stream()
                .anyMatch(run -> run.accel().filter(Accelerator.TCG::equals).isPresent())) {
            notes.add("accel tcg: not comparable with KVM figures");
        }
        long replayed = summary.runs().stream().filter(RunSummary::isReplayed).count();
        if (replayed > 0) {
            notes.add("replayed: not measured; " + replayed + (replayed == 1 ? " run" : " runs")
                    + " of a host with driver replay, which plays footprint traces: see meta.json there");
        }
        long disturbed =
                summary.runs().stream().filter(run -> run.guard().isDisturbed()).count();
        if (disturbed > 0) {
            notes.add("disturbed: " + disturbed + (disturbed == 1 ? " run was" : " runs were")
                    + " shrunk or paused by a host's memory guard, see guard.csv there; not to be compared");
        }
        if (summary.campaign().campaign().imported()) {
            notes.add("imported: not measured by this ballast; see import.json there");
        }
        summary.runs().forEach(run -> notes.addAll(run.notes()));
        return notes;
    }

    private static String name(RunSummary run) {
        return run.stored().run().cell() + " rep " + run.stored().run().repetition();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
