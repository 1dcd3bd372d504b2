package ballast.coordinator.cli;

import ballast.coordinator.plot.CampaignPlots;
import ballast.coordinator.plot.Plot;
import ballast.coordinator.plot.PlotFormat;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast plot}: a campaign's figures as pictures. */
@Command(
        name = "plot",
        description = "Draws what a campaign measured, from its raw files.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "inflate: rates. stream, ftq: work while the VM is resized. compiling, blender: memory over time, with the"
                    + " phases.",
            "multivm: memory of the VMs, one upon the other. All but inflate: an overview of the figures.",
            "",
            "Exit codes: 0 all drawn, 1 a curve is missing, or a file could not be written, 2 bad usage or no such"
                    + " campaign."
        })
final class PlotCommand implements Callable<Integer> {
    private static final String FIGURES = "figures";

    @Parameters(
            index = "0",
            paramLabel = "CAMPAIGN",
            description = "An id, a name (its latest), latest, or the path of a campaign's folder")
    private String campaign;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "Where the files go; those of the same name are replaced. Default: figures in the campaign's"
                    + " folder")
    private Path folder;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            defaultValue = "svg",
            description = "svg, png, pdf, or several: svg,pdf. Default: ${DEFAULT-VALUE}")
    private List<PlotFormat> formats;

    @Mixin
    private StoreOption store;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        StoredCampaign stored = store.campaignOrFolder(campaign);
        CampaignPlots plots = CampaignPlots.of(CampaignSummary.of(stored));
        Path into = folder == null ? stored.path().resolve(FIGURES) : folder;
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("campaign", stored.campaign().id().value());
        ArrayNode drawn = json.putArray("plots");
        for (Plot plot : plots.plots()) {
            List<Path> files = write(plot, into);
            ObjectNode node = drawn.addObject();
            node.put("name", plot.name()).put("title", plot.title()).put("caption", plot.caption());
            ArrayNode paths = node.putArray("files");
            files.forEach(file -> paths.add(file.toString()));
            if (!output.json()) {
                files.forEach(file -> System.out.println(file + "  " + plot.title()));
            }
        }
        plots.problems().forEach(json.putArray("problems")::add);
        plots.problems().forEach(problem -> System.err.println("ballast: not drawn: " + problem));
        if (plots.plots().isEmpty()) {
            System.err.println(
                    "ballast: " + stored.campaign().id() + " has no completed run, so that there is nothing to draw");
        }
        if (output.json()) {
            System.out.println(json.toPrettyString());
        }
        return plots.plots().isEmpty() || !plots.problems().isEmpty() ? ExitCode.RUN_FAILED : ExitCode.OK;
    }

    private List<Path> write(Plot plot, Path into) throws CommandException {
        List<Path> files = new ArrayList<>();
        Set<PlotFormat> wanted = new LinkedHashSet<>(formats);
        for (PlotFormat format : wanted) {
            Path file = into.resolve(plot.name() + "." + format.extension());
            try {
                Files.createDirectories(into);
                Files.write(file, plot.bytes(format));
            } catch (IOException e) {
                throw new CommandException(
                        ExitCode.RUN_FAILED, "ballast: " + file + " could not be written: " + e.getMessage());
            }
            files.add(file);
        }
        return files;
    }
}
