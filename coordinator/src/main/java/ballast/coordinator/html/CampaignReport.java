package ballast.coordinator.html;

import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.img;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import ballast.coordinator.plot.CampaignPlots;
import ballast.coordinator.plot.Plot;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.results.CampaignRecord;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A campaign as one HTML page: no scripts, no other files, nothing from the network; a policy in it forbids all three. */
public final class CampaignReport {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private final CampaignSummary campaign;
    private final CampaignRecord record;

    private CampaignReport(CampaignSummary campaign) {
        this.campaign = campaign;
        this.record = campaign.campaign().campaign();
    }

    /** The whole document. Blocks on the disk: plots are drawn from the raw files. */
    public static String render(CampaignSummary campaign) {
        return new CampaignReport(campaign).render();
    }

    private String render() {
        String name = record.name() + " " + record.id();
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().attr("http-equiv", "Content-Security-Policy")
                                        .withContent(POLICY),
                                meta().withName("viewport").withContent("width=device-width"),
                                title(name),
                                style(rawHtml(css()))),
                        body(
                                h1(name),
                                whatWasRun(),
                                HostsSection.of(campaign),
                                FiguresSection.of(campaign),
                                plots(),
                                RunsSection.of(campaign),
                                PackingSection.of(campaign),
                                again()))
                .attr("lang", "en"));
    }

    private DomContent whatWasRun() {
        Map<String, Long> statuses = campaign.runs().stream()
                .collect(Collectors.groupingBy(RunSummary::status, TreeMap::new, Collectors.counting()));
        List<String> counts = new ArrayList<>();
        statuses.forEach((status, runs) -> counts.add(runs + " " + status));
        List<List<String>> cells = record.cells().stream()
                .map(cell -> List.of(
                        cell.id().value(),
                        cell.benchmark(),
                        cell.parameters().entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining(" "))))
                .toList();
        return section(
                h2("What was run"),
                p(record.plan().size() + " runs of " + record.cells().size() + " cells: " + String.join(", ", counts)
                        + ". " + (record.imported() ? "Imported" : "Submitted") + " "
                        + record.submitted() + (record.submittedBy() == null ? "" : " by " + record.submittedBy())
                        + ", Ballast " + record.versions().getOrDefault("ballast", "of an unknown version") + "."),
                Tables.of(List.of("cell", "benchmark", "parameters"), cells),
                each(campaign.problems(), problem -> p(problem).withClass("bad")));
    }

    private DomContent plots() {
        CampaignPlots plots = CampaignPlots.of(campaign);
        return section(
                h2("Plots"),
                plots.plots().isEmpty() ? p("There is nothing to draw.") : each(plots.plots(), CampaignReport::plot),
                each(plots.problems(), problem -> p("Not drawn: " + problem).withClass("bad")));
    }

    private static DomContent plot(Plot plot) {
        return figure(img().withSrc(plot.dataUri()).withAlt(plot.title()), figcaption(plot.caption()))
                .withId(plot.name());
    }

    private DomContent again() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(h2("How to run it again"));
        if (record.imported() || record.matrix() == null || record.matrix().isBlank()) {
            parts.add(p("There is no matrix: these results were measured by another program."));
        } else {
            parts.add(p("Save this as " + record.name() + ".yaml; cells of the same content have the same ids again."));
            parts.add(pre(Tables.printable(record.matrix())));
            parts.add(pre("./ballast plan " + record.name() + ".yaml\n./ballast run " + record.name() + ".yaml"));
        }
        parts.add(p("Raw samples, command lines and consoles of each run lie in ")
                .with(code("cells/CELL/rep-N/"))
                .withText(" beside this page; whether they are what was stored tells ")
                .with(code("./ballast verify " + record.id())));
        return section(each(parts, part -> part));
    }

    private static String css() {
        try (InputStream css = CampaignReport.class.getResourceAsStream("/ballast/html/report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
