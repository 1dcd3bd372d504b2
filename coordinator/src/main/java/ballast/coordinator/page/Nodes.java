package ballast.coordinator.page;

import ballast.coordinator.results.PackingRecord;
import ballast.model.Cell;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How things look in the page's JSON. Times are ms since 1970. */
final class Nodes {
    private Nodes() {}

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    /** @param varying the parameters that tell it from others */
    static ObjectNode cell(Cell cell, List<String> varying) {
        ObjectNode node = object().put("id", cell.id().value())
                .put("benchmark", cell.benchmark())
                .put("mode", cell.mode().label());
        ObjectNode told = node.putObject("varying");
        varying.forEach(name -> told.put(name, cell.parameters().get(name)));
        return node;
    }

    static Long millis(Instant instant) {
        return instant == null ? null : (Long) instant.toEpochMilli();
    }

    /** JSON knows no NaN: null. */
    static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(value);
        } else {
            array.addNull();
        }
    }

    /** Null if there is none. */
    static void place(ObjectNode node, String name, Optional<PackingRecord.Place> place) {
        place.ifPresentOrElse(
                known -> node.putObject(name)
                        .put("host", known.host().value())
                        .put("start", known.start().toEpochMilli())
                        .put("end", known.end().map(Instant::toEpochMilli).orElse(null)),
                () -> node.putNull(name));
    }
}
