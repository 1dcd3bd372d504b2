package ballast.coordinator.page;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.FigureIntervals;
import ballast.coordinator.report.Varying;
import ballast.coordinator.stats.Bootstrap;
import ballast.coordinator.stats.Description;
import ballast.coordinator.stats.FigureCatalog;
import ballast.coordinator.stats.FigureKind;
import ballast.model.Cell;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A campaign's figures by cell, with their intervals. */
public final class FigureDocument {
    private static final Bootstrap BOOTSTRAP = Bootstrap.DEFAULT;

    private FigureDocument() {}

    /**
     * {@code {"problems", "confidence", "kinds": {NAME: {"name", "unit", "formula", "headlineOf": [BENCHMARK]}}, "cells": [{"id", "mode", …, "runs", "disturbed",
     * "replayed", "figures": {NAME: {"values", "median", "interval": [LOW, HIGH], "lowest", "highest"}}}]}}; the interval is the median's, and of
     * one value there is none.
     */
    public static ObjectNode of(CampaignSummary summary) {
        ObjectNode node = Nodes.object().put("confidence", BOOTSTRAP.confidence());
        summary.problems().forEach(node.putArray("problems")::add);
        List<FigureIntervals.OfCell> all =
                FigureIntervals.of(summary, BOOTSTRAP).cells();
        ObjectNode kinds = node.putObject("kinds");
        FigureCatalog.kinds().stream()
                .filter(kind -> all.stream().anyMatch(of -> of.figures().containsKey(kind)))
                .forEach(kind -> kinds.set(kind.name(), explained(kind)));
        List<Cell> cells = all.stream().map(FigureIntervals.OfCell::cell).toList();
        List<String> varying = Varying.parameters(cells);
        ArrayNode array = node.putArray("cells");
        for (FigureIntervals.OfCell of : all) {
            ObjectNode cell = Nodes.cell(of.cell(), varying)
                    .put("runs", of.runs())
                    .put("disturbed", of.disturbed())
                    .put("replayed", of.replayed());
            ObjectNode figures = cell.putObject("figures");
            of.figures().forEach((kind, found) -> figures.set(kind.name(), described(found)));
            array.add(cell);
        }
        return node;
    }

    private static ObjectNode explained(FigureKind kind) {
        ObjectNode node = Nodes.object()
                .put("name", kind.shortName())
                .put("unit", kind.unit())
                .put("formula", kind.formula());
        ArrayNode headlineOf = node.putArray("headlineOf");
        kind.benchmarks().stream()
                .filter(benchmark -> FigureCatalog.headlines(benchmark).contains(kind))
                .forEach(headlineOf::add);
        return node;
    }

    private static ObjectNode described(Description found) {
        var range = found.values().stream().mapToDouble(value -> value).summaryStatistics();
        ObjectNode node = Nodes.object()
                .put("values", found.count())
                .put("median", found.median())
                .put("lowest", range.getMin())
                .put("highest", range.getMax());
        found.interval()
                .ifPresent(interval ->
                        node.putArray("interval").add(interval.low()).add(interval.high()));
        return node;
    }
}
