package ballast.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code GET /metrics} of an agent: one thread, nothing else, to cost a host that measures as little as can be. */
public final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int BACKLOG = 8;

    static {
        // else each answer waits 40 ms for the client's delayed acknowledgement of its header
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService thread;
    private final String host;

    private MetricsServer(HttpServer server, ExecutorService thread, String host) {
        this.server = server;
        this.thread = thread;
        this.host = host;
    }

    /**
     * @param host where to listen
     * @param port 0 for one that the kernel picks
     * @throws IOException if the port is taken, or the host is not this one
     */
    public static MetricsServer open(String host, int port, Supplier<String> text) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "metrics cannot be served at " + host + ":" + port + " (metrics-address, metrics-port): "
                            + e.getMessage(),
                    e);
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "metrics");
            made.setDaemon(true);
            return made;
        });
        server.setExecutor(thread);
        server.createContext("/", exchange -> answer(exchange, text));
        server.start();
        return new MetricsServer(server, thread, host);
    }

    private static void answer(HttpExchange exchange, Supplier<String> text) throws IOException {
        try (exchange) {
            boolean wanted = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals(PATH);
            byte[] body = (wanted ? text.get() : "want GET " + PATH + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(wanted ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** {@code HOST:PORT}. */
    public String address() {
        int port = server.getAddress().getPort();
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}
