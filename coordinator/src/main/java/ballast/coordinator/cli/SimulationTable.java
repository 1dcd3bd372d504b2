package ballast.coordinator.cli;

import ballast.coordinator.simulation.HostFigures;
import ballast.coordinator.simulation.SimulationReport;
import ballast.model.ByteSize;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;

/** A simulation's figures, for people and for programs. */
final class SimulationTable {
    private static final double HOUR = 3600;

    private SimulationTable() {}

    static String text(String campaign, SimulationReport report) {
        String hosts = AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(
                        report.perHost(),
                        List.of(
                                new Column()
                                        .header("host")
                                        .dataAlign(HorizontalAlign.LEFT)
                                        .with(host -> host.host().value()),
                                new Column().header("runs").with(host -> "" + host.runs()),
                                new Column().header("at once").with(host -> "" + host.together()),
                                new Column().header("peak GiB").with(host -> gib(host.peak())),
                                new Column().header("% of budget").with(host -> share(host, report)),
                                new Column().header("s over budget").with(host -> "" + host.overBudget())))
                .asString();
        return "SIMULATED: footprint traces were played back, nothing was measured\n"
                + hosts + "\n"
                + String.format(
                        Locale.ROOT,
                        "simulated campaign %s on %s: %d of %d runs, makespan %.0f s (%.2f h); peak %s GiB of %s GiB;"
                                + " %d s over budget; memory used %.1f %%, cores taken %.1f %%",
                        campaign,
                        report.hosts(),
                        report.played(),
                        report.played() + report.others(),
                        report.makespan(),
                        report.makespan() / HOUR,
                        gib(new ByteSize(report.peak())),
                        gib(report.hosts().budget()),
                        report.overBudget(),
                        report.memoryUtilisation() * 100,
                        report.coreUtilisation() * 100);
    }

    static ObjectNode json(String campaign, SimulationReport report) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("simulated", true);
        document.put("campaign", campaign);
        document.put("host_count", report.hosts().count());
        document.put("budget_bytes", report.hosts().budget().bytes());
        document.put("cores", report.hosts().cores());
        document.put("runs", report.played() + report.others());
        document.put("completed", report.played());
        document.put("makespan_s", report.makespan());
        document.put("peak_bytes", report.peak());
        document.put("over_budget_s", report.overBudget());
        document.put("memory_utilisation", report.memoryUtilisation());
        document.put("core_utilisation", report.coreUtilisation());
        ArrayNode hosts = document.putArray("hosts");
        for (HostFigures host : report.perHost()) {
            ObjectNode node = hosts.addObject();
            node.put("host", host.host().value());
            node.put("runs", host.runs());
            node.put("runs_at_once", host.together());
            node.put("peak_bytes", host.peak().bytes());
            node.put("over_budget_s", host.overBudget());
            node.put("byte_seconds", host.byteSeconds());
            node.put("core_seconds", host.coreSeconds());
        }
        return document;
    }

    private static String share(HostFigures host, SimulationReport report) {
        return String.format(
                Locale.ROOT,
                "%.1f",
                100.0 * host.peak().bytes() / report.hosts().budget().bytes());
    }

    private static String gib(ByteSize size) {
        return String.format(
                Locale.ROOT, "%.2f", size.bytes() / (double) ByteSize.gib(1).bytes());
    }
}
