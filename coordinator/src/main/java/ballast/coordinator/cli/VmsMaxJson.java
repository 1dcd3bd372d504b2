package ballast.coordinator.cli;

import ballast.coordinator.capacity.Evidence;
import ballast.coordinator.capacity.ModeSearch;
import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.capacity.VmsSearch;
import ballast.coordinator.results.ResultStore;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A search for programs: what it is made of, as {@code vms-max.json} keeps it, and what follows. Of each of {@code modes}: {@code mode},
 * {@code simultaneous}, {@code answer} (VMs that fit, as far as is known), {@code answered}, {@code contradiction} (null if the tries agree); of
 * each of its {@code tries} {@code fits} and {@code why} (null if it fits). Sizes are bytes, times seconds.
 */
final class VmsMaxJson {
    private VmsMaxJson() {}

    static ObjectNode document(VmsMax search, ResultStore store) {
        ObjectNode document = Json.mapper().valueToTree(search);
        document.put("store", store.root().toString());
        document.put("budgetBytes", search.budget().bytes());
        document.put(
                "answered",
                search.open().isEmpty() && search.modes().stream().allMatch(mode -> mode.isAnswered(search.budget())));
        ArrayNode modes = document.withArray("modes");
        for (int i = 0; i < modes.size(); i++) {
            mode((ObjectNode) modes.get(i), search.modes().get(i), search);
        }
        return document;
    }

    private static void mode(ObjectNode node, ModeSearch mode, VmsMax search) {
        VmsSearch tried = mode.search(search.budget());
        node.put("mode", mode.cell().mode().label());
        node.put("simultaneous", mode.cell().parameters().get("simultaneous"));
        node.put("answer", tried.answer());
        node.put("answered", mode.isAnswered(search.budget()));
        node.put("contradiction", tried.contradiction().orElse(null));
        node.put("skipped", mode.skipped().orElse(null));
        ArrayNode tries = node.withArray("tries");
        for (int i = 0; i < tries.size(); i++) {
            Evidence evidence = mode.tries().get(i);
            ObjectNode made = (ObjectNode) tries.get(i);
            made.put("campaign", evidence.run().campaign().value());
            made.put("peakBytes", evidence.peak().map(peak -> peak.bytes()).orElse(null));
            ((ObjectNode) made.get("breaches"))
                    .put("worstBytes", evidence.breaches().worst().bytes());
            made.put("fits", evidence.fits(search.budget()));
            made.put("why", evidence.whyNot(search.budget()).orElse(null));
        }
    }
}
