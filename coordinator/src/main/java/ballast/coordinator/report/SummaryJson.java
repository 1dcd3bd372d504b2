package ballast.coordinator.report;

import ballast.coordinator.results.StoredRun;
import ballast.coordinator.stats.Variant;
import ballast.model.Driver;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A campaign's results as one JSON document, for programs. {@code campaign} is its id, {@code store} the store's root and
 * {@code path} a run's folder, both absolute. {@code imported} says that its runs were not measured by this ballast. {@code status} is completed, failed or skipped; a run that an interrupted campaign
 * has not come to is skipped, with a reason that says so and no path. {@code reason}, {@code path}, {@code accel} and {@code driver} are null
 * where there is none; {@code replayed} is null but where a run's figures are those of traces that were played back; {@code details} has a failure's evidence, line by line, and is empty otherwise. {@code guard} has what the host's memory guard did to a
 * run, some of held, shrunk, paused, and is null where nobody watched; a {@code disturbed} run was shrunk or paused, and its figures are not to be compared. {@code budgetBreaches} tells how often, how long and how far
 * hosts were over their budgets while runs of the campaign ran, each time once; null where nobody watched. A figure that could not be computed is absent; {@code
 * variants} says how {@code figures} and {@code asPublished} are computed. {@code packing} is there
 * for a campaign that was packed by footprint.
 */
public final class SummaryJson {
    private SummaryJson() {}

    /** One document over several lines, the last one ended. */
    public static String render(CampaignSummary summary) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document(summary)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }

    /** The document, to be embedded in another. */
    public static ObjectNode document(CampaignSummary summary) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("campaign", summary.campaign().campaign().id().value());
        document.put("store", summary.campaign().store().toString());
        document.put("imported", summary.campaign().campaign().imported());
        ObjectNode variants = document.putObject("variants");
        variants.put("figures", Variant.CORRECTED.label() + ": " + Variant.CORRECTED.explanation());
        variants.put("asPublished", Variant.AS_PUBLISHED.label() + ": " + Variant.AS_PUBLISHED.explanation());
        summary.packing().ifPresent(packing -> packing(document.putObject("packing"), packing));
        var cells = document.putArray("cells");
        summary.runs().forEach(run -> cells.add(cell(run)));
        GuardRecord.total(summary.runs())
                .ifPresentOrElse(
                        total -> {
                            ObjectNode breaches = document.putObject("budgetBreaches");
                            breaches.put("count", total.count());
                            breaches.put("seconds", total.seconds());
                            breaches.put("worstBytes", total.worstBytes());
                        },
                        () -> document.putNull("budgetBreaches"));
        return document;
    }

    /** Bytes and seconds; {@code static_makespan_s} is an estimate, see {@link PackingSummary}, and null if there is none. */
    private static void packing(ObjectNode node, PackingSummary packing) {
        node.put("margin", packing.packing().margin());
        node.put("quantile", packing.packing().quantile());
        node.put("plans", packing.plans());
        node.put("makespan_s", packing.seconds());
        node.put("static_makespan_s", packing.staticSeconds().orElse(null));
        ObjectNode hosts = node.putObject("hosts");
        packing.hosts().forEach((host, use) -> {
            ObjectNode of = hosts.putObject(host.value());
            of.put("budget_bytes", use.budget().bytes());
            of.put("peak_bytes", use.peak().bytes());
            of.put("seconds_over_budget", use.secondsOver());
        });
    }

    private static ObjectNode cell(RunSummary run) {
        StoredRun stored = run.stored();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("id", stored.cell().id().value());
        node.put("benchmark", stored.cell().benchmark());
        node.put("mode", stored.cell().mode().label());
        ObjectNode parameters = node.putObject("parameters");
        stored.cell().parameters().forEach(parameters::put);
        node.put("repetition", stored.run().repetition());
        node.put("status", run.status());
        node.put("reason", run.reason().orElse(null));
        ArrayNode details = node.putArray("details");
        run.details().forEach(details::add);
        node.put("path", run.hasFolder() ? stored.path().toString() : null);
        numbers(node.putObject("figures"), run.figures().values());
        numbers(node.putObject("asPublished"), run.variants().asPublished().values());
        node.put("accel", run.accel().map(accel -> accel.label()).orElse(null));
        numbers(node.putObject("timing"), run.timing());
        node.put("driver", run.driver().map(Driver::label).orElse(null));
        node.put("replayed", run.isReplayed() ? "not measured" : null);
        guard(node, run.guard());
        return node;
    }

    private static void guard(ObjectNode node, GuardRecord guard) {
        if (!guard.known()) {
            node.putNull("guard");
            node.put("disturbed", false);
            return;
        }
        ArrayNode marks = node.putArray("guard");
        guard.marks().forEach(marks::add);
        node.put("disturbed", guard.isDisturbed());
    }

    private static void numbers(ObjectNode node, Map<String, Double> numbers) {
        numbers.forEach(node::put);
    }
}
