package ballast.coordinator.html;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.results.PackingRecord.Place;
import ballast.coordinator.results.ResultStore;
import j2html.tags.DomContent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was planned for a campaign that was packed by footprint, and what came of it. */
final class PackingSection {
    private PackingSection() {}

    static DomContent of(CampaignSummary campaign) {
        try {
            return of(campaign, ResultStore.plan(campaign.campaign().path()));
        } catch (IOException e) {
            return section(
                    h2("Packing: plan and reality"),
                    p("The plan cannot be read: " + e.getMessage()).withClass("bad"));
        }
    }

    private static DomContent of(CampaignSummary campaign, Optional<PackingRecord> plan) {
        if (campaign.packing().isEmpty() && plan.isEmpty()) {
            return section(
                    h2("Packing: plan and reality"),
                    p("Nothing was planned by footprint: each run had its VMs' full size reserved."));
        }
        List<DomContent> parts = new ArrayList<>();
        parts.add(h2("Packing: plan and reality"));
        campaign.packing().ifPresent(packing -> packing.lines().forEach(line -> parts.add(p(line))));
        plan.flatMap(PackingRecord::first)
                .ifPresent(first -> parts.add(p("The first plan wanted " + first.makespan()
                        + " s for all; none can take less than " + first.lowerBound()
                        + " s. With full sizes reserved it was to take " + first.staticMakespan()
                        + " s, with peaks " + first.peakMakespan() + " s.")));
        plan.ifPresent(known -> parts.add(runs(known)));
        return section(each(parts, part -> part));
    }

    /** Seconds count from the first start that was planned or made. */
    private static DomContent runs(PackingRecord plan) {
        Optional<Instant> begin = plan.runs().stream()
                .flatMap(run -> Stream.concat(run.planned().stream(), run.actual().stream()))
                .map(Place::start)
                .min(Instant::compareTo);
        List<List<String>> rows = new ArrayList<>();
        for (PackingRecord.Run run : plan.runs()) {
            List<String> row = new ArrayList<>();
            row.add(run.run().cell() + " rep " + run.run().repetition());
            row.addAll(place(run.planned(), begin));
            row.addAll(place(run.actual(), begin));
            row.add(run.planned()
                    .flatMap(planned -> run.actual().map(actual -> seconds(planned.start(), actual.start())))
                    .orElse("-"));
            rows.add(row);
        }
        return Tables.of(
                List.of("run", "planned on", "from s", "to s", "ran on", "from s", "to s", "later than planned s"),
                rows);
    }

    private static List<String> place(Optional<Place> place, Optional<Instant> begin) {
        return place.isEmpty() || begin.isEmpty()
                ? List.of("-", "-", "-")
                : List.of(
                        place.get().host().value(),
                        seconds(begin.get(), place.get().start()),
                        place.get().end().map(end -> seconds(begin.get(), end)).orElse("-"));
    }

    private static String seconds(Instant from, Instant to) {
        return String.valueOf(Math.round(Duration.between(from, to).toMillis() / 1000.0));
    }
}
