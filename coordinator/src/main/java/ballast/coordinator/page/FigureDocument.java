package ballast.coordinator.page;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.FigureIntervals;
import ballast.coordinator.report.Varying;
import ballast.model.Cell;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A campaign's figures by cell, with their intervals. */
public final class FigureDocument {
    private FigureDocument() {}

    /** {@code {"problems", "cells": [{"id", "mode", …, "runs", "disturbed", "replayed", "figures": {NAME: {"low", "median", "high"}}}]}}. */
    public static ObjectNode of(CampaignSummary summary) {
        ObjectNode node = Nodes.object();
        summary.problems().forEach(node.putArray("problems")::add);
        List<FigureIntervals.OfCell> all = FigureIntervals.of(summary).cells();
        List<Cell> cells = all.stream().map(FigureIntervals.OfCell::cell).toList();
        List<String> varying = Varying.parameters(cells);
        ArrayNode array = node.putArray("cells");
        for (FigureIntervals.OfCell of : all) {
            ObjectNode cell = Nodes.cell(of.cell(), varying)
                    .put("runs", of.runs())
                    .put("disturbed", of.disturbed())
                    .put("replayed", of.replayed());
            ObjectNode figures = cell.putObject("figures");
            of.figures()
                    .forEach((name, interval) -> figures.putObject(name)
                            .put("low", interval.low())
                            .put("median", interval.median())
                            .put("high", interval.high()));
            array.add(cell);
        }
        return node;
    }
}
