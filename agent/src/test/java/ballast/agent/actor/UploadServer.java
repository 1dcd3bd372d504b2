package ballast.agent.actor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Takes uploads over real HTTP into a folder, as the coordinator would. */
final class UploadServer implements AutoCloseable {
    static final String TOKEN = "the-token";

    private final HttpServer server;
    private final Path folder;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int refuseWith;
    private volatile boolean hanging;

    UploadServer(Path folder) throws IOException {
        this.folder = folder;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every upload is answered with this status; 0 takes them again. */
    void refuseWith(int status) {
        refuseWith = status;
    }

    /** From now on no upload is answered. */
    void hang() {
        hanging = true;
    }

    private void receive(HttpExchange exchange) throws IOException {
        if (hanging) {
            awaitClose();
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = status(exchange);
        if (status == 200) {
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, body);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int status(HttpExchange exchange) {
        if (refuseWith != 0) {
            return refuseWith;
        }
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization")) ? 200 : 403;
    }

    private void awaitClose() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("closed");
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
