package ballast.benchmark;

import ballast.agent.system.Leftovers;
import ballast.coordinator.plot.CampaignPlots;
import ballast.coordinator.plot.Plot;
import ballast.coordinator.plot.PlotFormat;
import ballast.coordinator.plot.PlottedCampaign;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.StoredCampaign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes to draw a campaign of all benchmarks with 20,000 samples a curve: its raw files read once for figures and once
 * for plots, then each plot in each format. The first time is that of a program that was just started, as {@code ballast plot} is.
 * Arguments: samples of a curve (20000) and repetitions (6).
 */
final class PlotTime {
    private PlotTime() {}

    public static void main(String[] args) throws Exception {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int repetitions = args.length > 1 ? Integer.parseInt(args[1]) : 6;
        Path folder = Files.createTempDirectory("ballast-bench");
        try {
            StoredCampaign campaign = new PlottedCampaign(folder, samples).all().commit();
            System.out.printf(
                    "%,d samples a curve; ms, the first time, then median (range) of %d%n", samples, repetitions - 1);
            measure(campaign, repetitions);
        } finally {
            Leftovers.delete(folder);
        }
    }

    private static void measure(StoredCampaign campaign, int repetitions) {
        Map<String, Map<String, Figures>> rows = new LinkedHashMap<>();
        Map<String, Double> first = new LinkedHashMap<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            long began = System.nanoTime();
            CampaignSummary summary = CampaignSummary.of(campaign);
            note(rows, first, repetition, "figures", "read", began);
            began = System.nanoTime();
            CampaignPlots plots = CampaignPlots.of(summary);
            note(rows, first, repetition, "curves", "read", began);
            for (Plot plot : plots.plots()) {
                for (PlotFormat format : PlotFormat.values()) {
                    began = System.nanoTime();
                    plot.bytes(format);
                    note(rows, first, repetition, plot.name(), format.extension(), began);
                }
            }
        }
        rows.forEach((name, formats) -> formats.forEach((format, figures) -> System.out.printf(
                Locale.ROOT, "%-28s %-5s %8.0f  %s%n", name, format, first.get(name + format), figures)));
    }

    private static void note(
            Map<String, Map<String, Figures>> rows,
            Map<String, Double> first,
            int repetition,
            String name,
            String format,
            long began) {
        double millis = (System.nanoTime() - began) / 1e6;
        if (repetition == 0) {
            first.put(name + format, millis);
        } else {
            rows.computeIfAbsent(name, any -> new LinkedHashMap<>())
                    .computeIfAbsent(format, any -> new Figures())
                    .add(millis);
        }
    }
}
