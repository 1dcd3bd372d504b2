package ballast.coordinator.http;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** What a client is told. */
public sealed interface ApiAnswer {
    /** One JSON document. */
    record Document(int status, JsonNode body) implements ApiAnswer {}

    /** Text as it is. */
    record Text(boolean json, String text) implements ApiAnswer {}

    /**
     * A document per line, for as long as there are some and the client wants them.
     *
     * @param lines without line ends
     */
    record Lines(Source<String, NotUsed> lines) implements ApiAnswer {}

    static ApiAnswer ok(JsonNode body) {
        return new Document(200, body);
    }

    static ApiAnswer created(JsonNode body) {
        return new Document(201, body);
    }

    /** {@code {"errors": [...]}}. */
    static ApiAnswer errors(int status, List<String> reasons) {
        ObjectNode body = Json.mapper().createObjectNode();
        reasons.forEach(body.putArray("errors")::add);
        return new Document(status, body);
    }

    static ApiAnswer error(int status, String reason) {
        return errors(status, List.of(reason));
    }
}
