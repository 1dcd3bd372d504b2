package ballast.coordinator.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests. By hand instead of with the routing DSL: these routes do not repay its classes at every start. */
final class Requests {
    /** Prometheus' text format. */
    private static final ContentType.NonBinary METRICS_TYPE =
            (ContentType.NonBinary) ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private static final String SHA256_HEADER = "X-Content-SHA256";
    private static final String BEARER = "Bearer ";
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final ActorSystem<?> system;
    private final HttpServer.Content content;
    private final Executor blocking;
    private final ApiRequests api;
    private final PageFiles page = new PageFiles();

    Requests(ActorSystem<?> system, HttpServer.Content content) {
        this.system = system;
        this.content = content;
        blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
        api = new ApiRequests(system, content.api(), blocking);
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        List<String> segments = new ArrayList<>();
        request.getUri().pathSegments().forEach(segments::add);
        boolean get = request.method().equals(HttpMethods.GET);
        if (get && segments.equals(List.of("metrics"))) {
            return discarding(request, this::metrics);
        }
        if (get && segments.equals(List.of("ready"))) {
            return discarding(request, this::ready);
        }
        Optional<String> file = get ? PageFiles.wanted(segments) : Optional.empty();
        if (file.isPresent()) {
            return discarding(
                    request,
                    () -> page.answer(request, file.get())
                            .orElseGet(() -> text(404, "no such file of the page: " + file.get())));
        }
        if (!segments.isEmpty() && segments.get(0).equals("api")) {
            return api.handle(request, List.copyOf(segments.subList(1, segments.size())));
        }
        if (request.method().equals(HttpMethods.PUT)
                && !segments.isEmpty()
                && segments.get(0).equals("upload")) {
            return upload(request, segments);
        }
        return discarding(request, () -> text(404, "want GET /, GET /metrics, GET /ready, /api/… or PUT /upload/…"));
    }

    private CompletionStage<HttpResponse> discarding(HttpRequest request, Supplier<HttpResponse> answer) {
        request.discardEntityBytes(system);
        return CompletableFuture.supplyAsync(answer, blocking);
    }

    private HttpResponse metrics() {
        return HttpResponse.create().withEntity(METRICS_TYPE, content.metrics().get());
    }

    private HttpResponse ready() {
        return content.ready().getAsBoolean() ? text(200, "ready") : text(503, "not the active coordinator");
    }

    private CompletionStage<HttpResponse> upload(HttpRequest request, List<String> segments) {
        UploadAddress address;
        try {
            address = UploadAddress.parse(segments);
            requireToken(request, address);
        } catch (UploadRefused e) {
            return discarding(request, () -> refusal(e));
        }
        InputStream body = request.entity().getDataBytes().runWith(StreamConverters.asInputStream(), system);
        String sha256 = header(request, SHA256_HEADER);
        return CompletableFuture.supplyAsync(() -> receive(address, sha256, body), blocking);
    }

    private void requireToken(HttpRequest request, UploadAddress address) throws UploadRefused {
        String shown = header(request, "Authorization");
        if (!shown.startsWith(BEARER)
                || !content.tokens().matches(address.attempt(), shown.substring(BEARER.length()))) {
            throw new UploadRefused(UploadRefused.Reason.FORBIDDEN, "the token is not the one of " + address.attempt());
        }
    }

    private HttpResponse receive(UploadAddress address, String sha256, InputStream body) {
        try (body) {
            content.incoming().receive(address.attempt(), address.path(), sha256, body);
            return text(201, "kept");
        } catch (UploadRefused e) {
            drain(body);
            return refusal(e);
        } catch (IOException e) {
            LOG.warn("upload of {} {}", address.attempt(), address.path(), e);
            return text(400, e.getMessage());
        }
    }

    /** A sender reads the answer only when it could send everything; a closed connection would hide the reason. */
    private static void drain(InputStream body) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debug("the sender of a refused upload went away", e);
        }
    }

    private static HttpResponse refusal(UploadRefused refused) {
        LOG.warn("upload refused: {}", refused.getMessage());
        return text(refused.reason().status(), refused.getMessage());
    }

    private static String header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value).orElse("");
    }

    private static HttpResponse text(int status, String text) {
        return HttpResponse.create()
                .withStatus(StatusCodes.get(status))
                .withEntity(ContentTypes.TEXT_PLAIN_UTF8, text + "\n");
    }
}
