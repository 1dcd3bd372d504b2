package ballast.coordinator.deploy;

import ballast.cluster.TlsContexts;
import ballast.model.HostId;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What the coordinator says of a host, and what we ask of it. */
final class CoordinatorClient {
    /**
     * A host as the coordinator sees it.
     *
     * @param state such as {@code ready}
     * @param reason for the state, may be empty
     * @param running how many attempts run there
     */
    record HostView(String state, String reason, Optional<Instant> lastContact, int running) {
        @Override
        public String toString() {
            return "'" + state + "'" + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int STANDBY = 503;

    private final CoordinatorAccess access;
    private final HttpClient client;

    /** @throws DeployException if its certificate authority cannot be read */
    CoordinatorClient(CoordinatorAccess access) throws DeployException {
        this.access = access;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        if (access.ca().isPresent()) {
            builder.sslContext(trusting(access.ca().get()));
        }
        this.client = builder.build();
    }

    /** As the agent of that host that was heard of last stands: there are two while one is refused. Empty without any. */
    Optional<HostView> host(HostId id) throws DeployException, InterruptedException {
        String body = send("GET", "/api/hosts");
        try {
            List<HostView> agents = new ArrayList<>();
            for (JsonNode node : Json.mapper().readTree(body)) {
                if (node.path("host").asText().equals(id.value())) {
                    agents.add(new HostView(
                            node.path("state").asText(),
                            node.path("reason").asText(""),
                            instant(node.path("lastContact").asText()),
                            node.path("running").size()));
                }
            }
            return agents.stream().max(Comparator.comparing(view -> view.lastContact.orElse(Instant.MIN)));
        } catch (IOException e) {
            throw new DeployException("coordinator: /api/hosts: got something else than JSON: " + e.getMessage(), e);
        }
    }

    void drain(HostId id) throws DeployException, InterruptedException {
        send("POST", "/api/hosts/" + id.value() + "/drain");
    }

    void undrain(HostId id) throws DeployException, InterruptedException {
        send("POST", "/api/hosts/" + id.value() + "/undrain");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String send(String method, String path) throws DeployException, InterruptedException {
        String problem = "";
        for (URI url : access.urls()) {
            URI target = URI.create(url.toString().replaceFirst("/+$", "") + path);
            HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(TIMEOUT);
            if (method.equals("POST")) {
                request.POST(HttpRequest.BodyPublishers.noBody());
                token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
            }
            try {
                HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() / 100 == 2) {
                    return response.body();
                }
                problem = target + " answered " + response.statusCode();
                if (response.statusCode() != STANDBY) {
                    break;
                }
            } catch (IOException e) {
                problem = target + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
        }
        throw new DeployException(
                "coordinator: " + problem + "; want one that is ready, see 'coordinator' in the inventory");
    }

    private Optional<String> token() throws DeployException {
        if (access.tokenFile().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(access.tokenFile().get()).strip());
        } catch (IOException e) {
            throw new DeployException("token-file " + access.tokenFile().get() + " cannot be read: " + e, e);
        }
    }

    private static SSLContext trusting(Path ca) throws DeployException {
        try {
            return TlsContexts.trusting(ca);
        } catch (IOException e) {
            throw new DeployException("ca " + ca + " cannot be used, want certificates in PEM: " + e.getMessage(), e);
        }
    }
}
