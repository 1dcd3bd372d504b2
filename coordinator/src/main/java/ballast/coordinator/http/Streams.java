package ballast.coordinator.http;

import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.FileIO;
import org.apache.pekko.util.ByteString;

/** Answers that are sent as they come: events and files. */
final class Streams {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final ContentType EVENTS = ContentTypes.parse("text/event-stream; charset=UTF-8");

    /** What a guest has written is nobody's program. */
    private static final List<HttpHeader> FOREIGN = List.of(
            RawHeader.create("Content-Security-Policy", "default-src 'none'; sandbox"),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"));

    private static final Map<String, ContentType> TYPES =
            Map.of("json", ContentTypes.APPLICATION_JSON, "csv", ContentTypes.parse("text/csv; charset=UTF-8"));

    private Streams() {}

    static HttpResponse events(ApiAnswer.Events answer) {
        return HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .withEntity(HttpEntities.createChunked(
                        EVENTS, answer.events().map(event -> ByteString.fromString(text(event)))));
    }

    /** A comment where there is nothing to say. */
    private static String text(ApiAnswer.Event event) {
        return event.name().isEmpty() ? ":\n\n" : "event: " + event.name() + "\ndata: " + event.data() + "\n\n";
    }

    static HttpResponse file(ApiAnswer.FilePart part) {
        String name = part.file().getFileName().toString();
        var bytes = FileIO.fromPath(part.file(), CHUNK_BYTES, part.from());
        return HttpResponse.create()
                .addHeaders(FOREIGN)
                .addHeader(RawHeader.create("Content-Disposition", "attachment; filename=\"" + quotable(name) + '"'))
                .withEntity(HttpEntities.create(type(name), part.length(), bytes));
    }

    private static ContentType type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ContentTypes.TEXT_PLAIN_UTF8);
    }

    private static String quotable(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
