package ballast.coordinator.client;

import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Talks to whichever of several coordinators is the active one. Blocks. */
public final class ApiClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int STANDBY = 503;
    private static final int BAD = 400;
    private static final int UNAUTHORIZED = 401;

    private final List<URI> coordinators;
    private final Optional<String> token;
    private final HttpClient http;

    /**
     * @param coordinators {@code http://HOST:PORT}, tried in this order
     * @param token what changes are asked with; not to be logged
     * @param trust for https; empty for the JVM's own
     */
    public ApiClient(List<URI> coordinators, Optional<String> token, Optional<SSLContext> trust) {
        this.coordinators = List.copyOf(coordinators);
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        trust.ifPresent(builder::sslContext);
        http = builder.build();
    }

    /** One segment of a path, as it may stand there. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @throws ApiException if no coordinator is reached, or it refuses */
    public JsonNode get(String path) throws ApiException {
        return json(text(path));
    }

    /** As {@link #get}, of what is no JSON. */
    public String text(String path) throws ApiException {
        return read(send(path, HttpRequest.Builder::GET));
    }

    /** @throws ApiException if no coordinator is reached, or it refuses */
    public JsonNode post(String path, Optional<JsonNode> body) throws ApiException {
        HttpRequest.BodyPublisher content = body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(bytes(body.get()));
        return json(read(send(path, request -> {
            token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
            return request.header("Content-Type", "application/json").POST(content);
        })));
    }

    /** The lines of an answer as they come; to be closed. */
    public Stream<String> lines(String path) throws ApiException {
        HttpResponse<InputStream> response = send(path, HttpRequest.Builder::GET);
        return new java.io.BufferedReader(new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))
                .lines()
                .onClose(() -> close(response.body()));
    }

    private interface Method {
        HttpRequest.Builder on(HttpRequest.Builder request);
    }

    private HttpResponse<InputStream> send(String path, Method method) throws ApiException {
        List<String> attempts = new ArrayList<>();
        for (URI coordinator : coordinators) {
            try {
                HttpRequest request = method.on(HttpRequest.newBuilder(URI.create(coordinator + path)))
                        .build();
                HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                if (response.statusCode() != STANDBY) {
                    return accepted(response);
                }
                attempts.add(coordinator + ": " + reason(response));
            } catch (IOException e) {
                attempts.add(coordinator + ": " + reason(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ApiException.notReached(List.of(coordinator + ": interrupted"));
            }
        }
        throw ApiException.notReached(attempts);
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException && e.getMessage() == null) {
            return "connection refused";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static HttpResponse<InputStream> accepted(HttpResponse<InputStream> response)
            throws ApiException, IOException {
        if (response.statusCode() < BAD) {
            return response;
        }
        String hint = response.statusCode() == UNAUTHORIZED ? " by --token-file or BALLAST_TOKEN_FILE" : "";
        throw ApiException.refused(response.statusCode(), reason(response) + hint);
    }

    /** What the coordinator says is wrong. */
    private static String reason(HttpResponse<InputStream> response) throws IOException {
        String body;
        try (InputStream in = response.body()) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            JsonNode document = Json.mapper().readTree(body);
            if (document.has("errors")) {
                return Stream.iterate(0, i -> i < document.get("errors").size(), i -> i + 1)
                        .map(i -> document.get("errors").get(i).asText())
                        .collect(Collectors.joining("; "));
            }
            return document.path("error").asText(body);
        } catch (JsonProcessingException e) {
            return "got status " + response.statusCode() + " and no JSON; is this a coordinator?";
        }
    }

    private static String read(HttpResponse<InputStream> response) throws ApiException {
        try (InputStream in = response.body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ApiException.notReached(List.of(response.uri() + ": its answer broke off: " + reason(e)));
        }
    }

    private static JsonNode json(String text) throws ApiException {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw ApiException.refused(BAD, "the answer is no JSON; is this a coordinator?");
        }
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
