package ballast.agent.qemu;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A client of QEMU's monitor protocol over a UNIX socket (QEMU, docs/interop/qmp-spec): greeting, capabilities, commands
 * matched to replies by id, events. Commands may come from any thread; each fails when the connection ends.
 */
public final class QmpClient implements AutoCloseable {
    /** Told by QEMU on its own. */
    public record Event(String name, JsonNode data) {}

    private final SocketChannel channel;
    private final Consumer<Event> events;
    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private final AtomicLong lastId = new AtomicLong();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile boolean closing;

    private QmpClient(SocketChannel channel, Consumer<Event> events) {
        this.channel = channel;
        this.events = events;
    }

    /**
     * Connects and shakes hands.
     *
     * @param events called on the reader's thread; must not block
     * @throws IOException if nobody listens there yet
     * @throws FaultException if what answers is not QMP, or not within {@code timeout} (QEMU greets one client only)
     */
    public static QmpClient connect(Path socket, Duration timeout, Consumer<Event> events)
            throws IOException, FaultException, InterruptedException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        QmpClient client = new QmpClient(channel, events);
        Thread reader = new Thread(client::readAll, "qmp-" + socket.getParent().getFileName());
        reader.setDaemon(true);
        reader.start();
        try {
            client.await("greeting", client.greeting, timeout);
            client.call("qmp_capabilities", Map.of(), timeout);
            return client;
        } catch (FaultException | InterruptedException e) {
            client.close();
            throw e;
        }
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @throws FaultException of kind DEVICE for an error reply or a lost connection, of kind TIMEOUT for no reply
     */
    public JsonNode call(String command, Map<String, ?> arguments, Duration timeout)
            throws FaultException, InterruptedException {
        String id = Long.toString(lastId.incrementAndGet());
        var reply = new CompletableFuture<JsonNode>();
        pending.put(id, reply);
        try {
            if (closed.isDone()) {
                throw new FaultException(FailureKind.DEVICE, "QMP " + command + ": " + closed.join());
            }
            send(command, arguments, id);
            return await(command, reply, timeout);
        } finally {
            pending.remove(id);
        }
    }

    /** Runs a command of the human monitor: for the few facts that QMP does not give. */
    public String humanMonitor(String line, Duration timeout) throws FaultException, InterruptedException {
        return call("human-monitor-command", Map.of("command-line", line), timeout)
                .asText();
    }

    private void send(String command, Map<String, ?> arguments, String id) throws FaultException {
        var message = new LinkedHashMap<String, Object>();
        message.put("execute", command);
        if (!arguments.isEmpty()) {
            message.put("arguments", arguments);
        }
        message.put("id", id);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(
                    (Json.mapper().writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
            synchronized (this) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new FaultException(FailureKind.DEVICE, "QMP " + command + ": cannot write: " + e.getMessage(), e);
        }
    }

    private JsonNode await(String what, CompletableFuture<JsonNode> reply, Duration timeout)
            throws FaultException, InterruptedException {
        try {
            return reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new FaultException(
                    FailureKind.DEVICE, "QMP " + what + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new FaultException(
                    FailureKind.TIMEOUT, "QMP " + what + ": no reply within " + timeout.toMillis() + " ms", e);
        }
    }

    private void readAll() {
        String why = "QEMU closed the connection";
        try {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            var line = new java.io.ByteArrayOutputStream();
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    byte c = buffer.get();
                    if (c == '\n') {
                        receive(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    } else {
                        line.write(c);
                    }
                }
                buffer.clear();
            }
        } catch (IOException e) {
            why = closing ? "we closed the connection" : "connection lost: " + e.getMessage();
        } finally {
            failAll(why);
        }
    }

    private void receive(String line) throws IOException {
        if (line.isBlank()) {
            return;
        }
        JsonNode message;
        try {
            message = Json.mapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("not JSON: " + line, e);
        }
        if (message.has("QMP")) {
            greeting.complete(message.get("QMP"));
        } else if (message.has("event")) {
            events.accept(new Event(message.get("event").asText(), message.path("data")));
        } else if (message.has("return") || message.has("error")) {
            answer(message);
        } else {
            throw new IOException("neither greeting, event nor reply: " + line);
        }
    }

    private void answer(JsonNode message) {
        var reply = pending.get(message.path("id").asText());
        if (reply == null) {
            return; // whoever asked has given up
        }
        JsonNode error = message.get("error");
        if (error == null) {
            reply.complete(message.get("return"));
        } else {
            reply.completeExceptionally(new QmpError(
                    error.path("class").asText(), error.path("desc").asText()));
        }
    }

    private void failAll(String why) {
        closed.complete(why);
        greeting.completeExceptionally(new IOException(why));
        pending.values().forEach(reply -> reply.completeExceptionally(new IOException(why)));
    }

    @Override
    public void close() {
        closing = true;
        try {
            channel.close();
        } catch (IOException e) {
            failAll(e.getMessage()); // closing is all we wanted; the reader ends either way
        }
    }
}
