package ballast.coordinator.deploy;

import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Stands for the coordinator's HTTP: a host is there if its agent keeps touching a file of that name. */
final class FakeCoordinator implements AutoCloseable {
    private static final Duration SILENT = Duration.ofSeconds(2);

    private final Path contacts;
    private final String token;
    private final HttpServer server;
    private final Set<String> draining = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> askedWhileDraining = new ConcurrentHashMap<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();

    FakeCoordinator(Path contacts, String token) throws IOException {
        this.contacts = contacts;
        this.token = token;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/hosts", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What changed something, such as {@code alpha/drain}. */
    List<String> posted() {
        return posted;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, 200, hosts());
            } else if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{}");
            } else {
                String what = exchange.getRequestURI().getPath().substring("/api/hosts/".length());
                posted.add(what);
                String host = what.substring(0, what.indexOf('/'));
                if (what.endsWith("/drain")) {
                    draining.add(host);
                    askedWhileDraining.put(host, 0);
                } else {
                    draining.remove(host);
                }
                send(exchange, 200, "{}");
            }
        }
    }

    private String hosts() throws IOException {
        ArrayNode list = Json.mapper().createArrayNode();
        try (Stream<Path> files = Files.list(contacts)) {
            for (Path file : files.toList()) {
                String host = file.getFileName().toString();
                Instant contact = Files.getLastModifiedTime(file).toInstant();
                boolean isSilent = contact.isBefore(Instant.now().minus(SILENT));
                var node = list.addObject()
                        .put("host", host)
                        .put("state", isSilent ? "silent" : draining.contains(host) ? "draining" : "ready")
                        .put("lastContact", contact.toString());
                var running = node.putArray("running");
                // What runs there ends a while after the drain.
                if (draining.contains(host) && askedWhileDraining.merge(host, 1, Integer::sum) < 3) {
                    running.add("an attempt");
                }
            }
        }
        return list.toString();
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
