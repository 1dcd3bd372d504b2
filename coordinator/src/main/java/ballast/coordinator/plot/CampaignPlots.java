package ballast.coordinator.plot;

import ballast.coordinator.plot.BarDrawing.Row;
import ballast.coordinator.plot.TimeDrawing.Clock;
import ballast.coordinator.plot.TimeDrawing.Panel;
import ballast.coordinator.report.CampaignSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plots of a campaign: for each benchmark what it measured over time, and its figures as bars.
 *
 * @param plots in the order of the campaign's cells; none if no run completed
 * @param problems raw files that could not be read, and so curves that are missing
 */
public record CampaignPlots(List<Plot> plots, List<String> problems) {
    /** A plot is to fit on a page. */
    private static final int PANELS = 6;

    public CampaignPlots {
        plots = List.copyOf(plots);
        problems = List.copyOf(problems);
    }

    /** Reads the raw files of all completed runs: blocks on the disk. */
    public static CampaignPlots of(CampaignSummary campaign) {
        var making =
                new Making(campaign, new Readings(campaign.campaign().campaign().imported()), new ArrayList<>());
        Group.of(campaign).forEach(making::add);
        return new CampaignPlots(making.plots(), making.readings().problems());
    }

    private record Making(CampaignSummary campaign, Readings readings, List<Plot> plots) {
        void add(Group group) {
            switch (group.benchmark()) {
                case "inflate" -> bars(group, "rates", "Rates of " + group.title(), FigureBars.rates(group));
                case "stream", "ftq" -> work(group);
                case "multivm" -> {
                    var vms = new VmsPlot(readings);
                    List<Panel> panels = panels(group, vms::panel);
                    time(
                            group,
                            "memory",
                            "Memory of the VMs, " + group.title(),
                            VmsPlot.CAPTION,
                            Clock.SECONDS,
                            "GiB",
                            panels);
                }
                default -> {}
            }
            if (!group.benchmark().equals("multivm")) {
                var memory = new MemoryPlot(readings);
                List<Panel> panels = panels(group, memory::panel);
                time(
                        group,
                        "memory",
                        "Memory over time, " + group.title(),
                        MemoryPlot.CAPTION,
                        Clock.SECONDS,
                        "GiB",
                        panels);
            }
            bars(group, "overview", "Overview of " + group.title(), FigureBars.overview(group));
        }

        private void work(Group group) {
            WorkPlot work = WorkPlot.of(readings, group);
            time(
                    group,
                    "work",
                    "Work while resized, " + group.title(),
                    WorkPlot.CAPTION,
                    work.clock(),
                    work.unit(),
                    work.panels());
        }

        private interface PanelOf {
            Optional<Panel> of(Group.Measured cell);
        }

        private static List<Panel> panels(Group group, PanelOf panel) {
            return group.cells().stream()
                    .flatMap(cell -> panel.of(cell).stream())
                    .toList();
        }

        private void time(
                Group group, String kind, String title, String caption, Clock clock, String unit, List<Panel> panels) {
            for (int from = 0; from < panels.size(); from += PANELS) {
                List<Panel> page = panels.subList(from, Math.min(panels.size(), from + PANELS));
                int number = from / PANELS + 1;
                String name = group.name() + "-" + kind + (number == 1 ? "" : "-" + number);
                plots.add(new Plot(
                        name, title, caption, new TimeDrawing(title, Origin.of(campaign, group), clock, unit, page)));
            }
        }

        private void bars(Group group, String kind, String title, List<Row> rows) {
            if (!rows.isEmpty()) {
                plots.add(new Plot(
                        group.name() + "-" + kind,
                        title,
                        FigureBars.CAPTION,
                        new BarDrawing(title, Origin.of(campaign, group), FigureBars.names(group), rows)));
            }
        }
    }
}
