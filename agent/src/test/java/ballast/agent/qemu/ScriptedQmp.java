package ballast.agent.qemu;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for QEMU's monitor on a real UNIX socket: shakes hands, and then does with each command what the test says. */
public final class ScriptedQmp implements AutoCloseable {
    /** More than any test needs; only a test that fails waits so long. */
    public static final Duration BOUND = Duration.ofSeconds(30);

    private static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"major\": 7}, \"package\": \"\"}, \"capabilities\": [\"oob\"]}}\n";

    /** A command as it came in. */
    public record Command(String name, JsonNode arguments, String id) {
        /** Without its id, which only matches replies. */
        @Override
        public String toString() {
            return arguments.isMissingNode() ? name : name + " " + arguments;
        }
    }

    /** What is done with a command; runs on the peer's thread. */
    public interface Script {
        void on(Command command, ScriptedQmp peer) throws IOException;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private volatile SocketChannel client;

    private ScriptedQmp(Path folder) throws IOException {
        socket = folder.resolve("qmp.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    /** Greets, accepts the capabilities, and plays the script for every other command. */
    public static ScriptedQmp start(Path folder, Script script) throws IOException {
        ScriptedQmp peer = new ScriptedQmp(folder);
        peer.inBackground(() -> peer.serve(script));
        return peer;
    }

    /** Says this and no more, whatever it is told. */
    public static ScriptedQmp saying(Path folder, String text) throws IOException {
        ScriptedQmp peer = new ScriptedQmp(folder);
        peer.inBackground(() -> {
            peer.client = peer.server.accept();
            peer.say(text);
        });
        return peer;
    }

    public Path socket() {
        return socket;
    }

    /** All but the handshake, in the order of their arrival. */
    public List<Command> commands() {
        return List.copyOf(commands);
    }

    public void answer(Command command, String json) throws IOException {
        say("{\"return\": " + json + ", \"id\": \"" + command.id + "\"}\n");
    }

    public void refuse(Command command, String errorClass, String text) throws IOException {
        say("{\"id\": \"" + command.id + "\", \"error\": {\"class\": \"" + errorClass + "\", \"desc\": \"" + text
                + "\"}}\n");
    }

    /** Exactly these bytes, in one packet. */
    public synchronized void say(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    /** As when QEMU dies. */
    public void hangUp() throws IOException {
        client.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the client has gone, or the test is over: what it saw is what it asserts on
                    }
                },
                "scripted-qmp");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Script script) throws IOException {
        client = server.accept();
        say(GREETING);
        BufferedReader lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode json = Json.mapper().readTree(line);
            var command = new Command(
                    json.path("execute").asText(),
                    json.path("arguments"),
                    json.path("id").asText());
            if (command.name.equals("qmp_capabilities")) {
                answer(command, "{}");
            } else {
                commands.add(command);
                script.on(command, this);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        SocketChannel connected = client;
        if (connected != null) {
            connected.close();
        }
    }
}
