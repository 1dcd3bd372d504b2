package ballast.agent.guest;

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

/** Stands for the guest's end of the statistics port, on a real UNIX socket as QEMU gives it. */
final class ScriptedGuest implements AutoCloseable {
    /** A request as it came in. */
    record Request(String id, String verb) {}

    /** What is done with a request; runs on the guest's thread. */
    interface Script {
        void on(Request request, ScriptedGuest guest) throws IOException;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private volatile SocketChannel host;

    ScriptedGuest(Path folder, Script script) throws IOException {
        socket = folder.resolve("guest.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(() -> serve(script), "scripted-guest");
        thread.setDaemon(true);
        thread.start();
    }

    Path socket() {
        return socket;
    }

    void answer(Request request, byte[] payload) throws IOException {
        say(request.id + " ok " + payload.length + "\n");
        say(payload);
    }

    void answer(Request request, String payload) throws IOException {
        answer(request, payload.getBytes(StandardCharsets.UTF_8));
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void say(byte[] payload) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        while (bytes.hasRemaining()) {
            host.write(bytes);
        }
    }

    void hangUp() throws IOException {
        host.close();
    }

    private void serve(Script script) {
        try {
            host = server.accept();
            BufferedReader lines = new BufferedReader(Channels.newReader(host, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] idAndVerb = line.split(" ", 2);
                script.on(new Request(idAndVerb[0], idAndVerb[1]), this);
            }
        } catch (IOException e) {
            // the host has gone, or the test is over: what it saw is what it asserts on
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        SocketChannel connected = host;
        if (connected != null) {
            connected.close();
        }
    }
}
