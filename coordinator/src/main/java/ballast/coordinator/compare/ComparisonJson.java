package ballast.coordinator.compare;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.stats.Description;
import ballast.coordinator.stats.Interval;
import ballast.coordinator.stats.TwoSamples;
import ballast.model.Cell;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A comparison as one JSON document, for programs. {@code ratio} is B ÷ A; {@code interval}, {@code ratio}, {@code cliffsDelta},
 * {@code cv} and {@code better} are null where there is none; {@code needed} is null but where there is not enough data. {@code
 * failed} says whether one of the conditions of {@code failIf} holds, or cannot be told.
 */
public final class ComparisonJson {
    private ComparisonJson() {}

    /** One document over several lines, the last one ended. */
    public static String render(Comparison comparison, List<Condition.Result> conditions) {
        CompareOptions options = comparison.options();
        ObjectNode document = Json.mapper().createObjectNode();
        campaign(document.putObject("a"), comparison.a());
        campaign(document.putObject("b"), comparison.b());
        ObjectNode baseline = document.putObject("baseline");
        options.baseline().forEach(baseline::put);
        document.put("variant", options.variant().label());
        document.put("unit", options.unit() == CompareOptions.Unit.RUN ? "run" : "iteration");
        document.put("alpha", options.judge().alpha());
        document.put("equivalence", options.judge().equivalence());
        document.put("correction", options.judge().correction().label());
        document.put("confidence", options.bootstrap().confidence());
        document.put("resamples", options.bootstrap().resamples());
        document.put("seed", options.bootstrap().seed());
        ArrayNode figures = document.putArray("comparisons");
        comparison.figures().forEach(one -> figure(figures.addObject(), one));
        ArrayNode notes = document.putArray("notes");
        comparison.notes().forEach(notes::add);
        ArrayNode failIf = document.putArray("failIf");
        conditions.forEach(result -> condition(failIf.addObject(), result));
        document.put("failed", conditions.stream().anyMatch(Condition.Result::fails));
        return document.toPrettyString() + "\n";
    }

    private static void campaign(ObjectNode node, CampaignSummary summary) {
        node.put("campaign", summary.campaign().campaign().id().value());
        node.put("name", summary.campaign().campaign().name());
        node.put("path", summary.campaign().path().toString());
    }

    private static void figure(ObjectNode node, FigureComparison one) {
        node.put("cell", one.label());
        node.put("benchmark", one.b().benchmark());
        node.put("figure", one.figure());
        node.put("name", one.kind().shortName());
        node.put("unit", one.kind().unit());
        TwoSamples samples = one.samples();
        side(node.putObject("a"), one.a(), samples.a());
        side(node.putObject("b"), one.b(), samples.b());
        node.put("ratio", samples.ratio().orElse(null));
        interval(node, samples.interval());
        double delta = samples.rank().delta();
        node.put("cliffsDelta", Double.isNaN(delta) ? null : Double.valueOf(delta));
        node.put("p", samples.rank().p());
        node.put("pCorrected", one.judgement().p());
        node.put("verdict", one.judgement().verdict().label());
        node.put("better", one.better().orElse(null));
        int needed = one.judgement().needed();
        node.put("needed", needed == 0 ? null : Integer.valueOf(needed));
    }

    private static void side(ObjectNode node, Cell cell, Description side) {
        node.put("cell", cell.id().value());
        node.put("mode", cell.mode().label());
        node.put("n", side.count());
        node.put("median", side.count() == 0 ? null : Double.valueOf(side.median()));
        interval(node, side.interval());
        node.put("cv", side.variation().orElse(null));
        numbers(node.putArray("values"), side.values());
        numbers(node.putArray("outliers"), side.outliers());
    }

    private static void interval(ObjectNode node, Optional<Interval> interval) {
        if (interval.isEmpty()) {
            node.putNull("interval");
            return;
        }
        node.putArray("interval").add(interval.get().low()).add(interval.get().high());
    }

    private static void numbers(ArrayNode node, List<Double> numbers) {
        numbers.forEach(number -> node.add(number.doubleValue()));
    }

    private static void condition(ObjectNode node, Condition.Result result) {
        node.put("condition", result.condition().text());
        node.put("fails", result.fails());
        ArrayNode where = node.putArray("holds");
        result.where().forEach(where::add);
        ArrayNode unknown = node.putArray("unknown");
        result.unknown().forEach(unknown::add);
    }
}
