package ballast.coordinator.http;

import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between HTTP and the routes: reads a request's body within bounds, and writes answers. */
final class ApiRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRequests.class);
    private static final ContentType LINES = ContentTypes.parse("application/x-ndjson");

    private final ActorSystem<?> system;
    private final Api api;
    private final Executor blocking;

    ApiRequests(ActorSystem<?> system, Api api, Executor blocking) {
        this.system = system;
        this.api = api;
        this.blocking = blocking;
    }

    /** @param path the decoded segments after {@code api} */
    CompletionStage<HttpResponse> handle(HttpRequest request, List<String> path) {
        var call = new Api.Call(
                request.method().equals(HttpMethods.GET),
                request.method().equals(HttpMethods.POST),
                path.isEmpty() ? List.of("") : path,
                request.getUri().rawQueryString().orElse(""),
                request.getHeader("Authorization").map(HttpHeader::value).orElse(""));
        Optional<ApiAnswer> refusal = api.refusal(call);
        if (refusal.isEmpty() && Api.isSubmission(call)) {
            return withBody(request, call).thenApply(ApiRequests::response);
        }
        request.discardEntityBytes(system);
        return refusal.<CompletionStage<ApiAnswer>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> api.answer(call, new byte[0]))
                .thenApply(ApiRequests::response);
    }

    private CompletionStage<ApiAnswer> withBody(HttpRequest request, Api.Call call) {
        InputStream in = request.entity().getDataBytes().runWith(StreamConverters.asInputStream(), system);
        return CompletableFuture.supplyAsync(() -> read(in), blocking)
                .thenCompose(body -> body.isPresent()
                        ? api.answer(call, body.get())
                        : CompletableFuture.completedFuture(ApiAnswer.error(
                                413, "the body is larger than the " + (Api.LARGEST_BODY_BYTES >> 20) + " MiB allowed")))
                .exceptionally(error -> {
                    LOG.debug("a request's body cannot be read", error);
                    return ApiAnswer.error(400, "the body did not arrive as a whole");
                });
    }

    /** Empty if it is too large; then it is still taken, since a client reads no answer before it has sent everything. */
    private static Optional<byte[]> read(InputStream in) {
        try (in) {
            byte[] body = in.readNBytes(Api.LARGEST_BODY_BYTES + 1);
            if (body.length <= Api.LARGEST_BODY_BYTES) {
                return Optional.of(body);
            }
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpResponse response(ApiAnswer answer) {
        if (answer instanceof ApiAnswer.Document document) {
            return with(document.status(), HttpEntities.create(ContentTypes.APPLICATION_JSON, json(document)));
        }
        if (answer instanceof ApiAnswer.Text text) {
            return with(
                    200,
                    text.json()
                            ? HttpEntities.create(ContentTypes.APPLICATION_JSON, text.text())
                            : HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text.text()));
        }
        if (answer instanceof ApiAnswer.Events events) {
            return Streams.events(events);
        }
        if (answer instanceof ApiAnswer.FilePart part) {
            return Streams.file(part);
        }
        var lines = ((ApiAnswer.Lines) answer).lines().map(line -> ByteString.fromString(line + "\n"));
        return with(200, HttpEntities.createChunked(LINES, lines));
    }

    private static HttpResponse with(int status, ResponseEntity entity) {
        return HttpResponse.create().withStatus(StatusCodes.get(status)).withEntity(entity);
    }

    private static String json(ApiAnswer.Document document) {
        try {
            return Json.mapper().writeValueAsString(document.body()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
