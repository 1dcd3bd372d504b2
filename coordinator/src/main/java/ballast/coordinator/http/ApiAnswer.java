package ballast.coordinator.http;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
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

    /** Events for a browser's EventSource, for as long as there are some and the client wants them. */
    record Events(Source<Event, NotUsed> events) implements ApiAnswer {}

    /**
     * One of them.
     *
     * @param name of its kind; empty: it says nothing but that the connection lives
     * @param data on one line
     */
    record Event(String name, String data) {
        public static final Event ALIVE = new Event("", "");
    }

    /**
     * A file's bytes.
     *
     * @param length from {@code from} on
     */
    record FilePart(Path file, long from, long length) implements ApiAnswer {}

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
