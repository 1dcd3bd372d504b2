package ballast.agent.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Statistics from our guest-agent through a virtio-serial port. Requests are {@code <id> <verb>[ <argument>]}, replies
 * {@code <id> ok <bytes>} with so many bytes behind it, or {@code <id> error <text>}. A request that is sent before the guest
 * is up mostly waits in the port and is answered when it is.
 */
public final class SerialStatistics implements GuestStatistics {
    private static final Duration HELLO_AGAIN = Duration.ofMillis(500);
    private static final int LONGEST_REPLY = 4 << 20;

    /** A guest that hangs reads nothing: before the socket is full and writing blocks the sampler, we stop asking. */
    private static final int MOST_UNANSWERED = 32;

    private final SocketChannel channel;
    private final Map<Long, CompletableFuture<String>> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private volatile boolean closed;

    private SerialStatistics(SocketChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException if QEMU does not listen there */
    public static SerialStatistics connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        SerialStatistics statistics = new SerialStatistics(channel);
        Thread reader = new Thread(
                statistics::readAll, "guest-statistics-" + socket.getParent().getFileName());
        reader.setDaemon(true);
        reader.start();
        return statistics;
    }

    /**
     * Returns as soon as the guest's agent says anything: the guest has booted. What we say before may wait for it in the port
     * or be lost there, so we say it again.
     *
     * @throws IOException if the port closes: QEMU has ended
     */
    public void awaitAnswer() throws IOException, InterruptedException {
        while (!answered.isDone()) {
            pending.clear(); // nobody else asks yet, and any answer will do
            var hello = request("hello");
            try {
                answered.get(HELLO_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                hello.cancel(false);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e);
            }
        }
    }

    @Override
    public CompletableFuture<GuestNumbers> ask() {
        return request("sample").thenApply(SerialStatistics::numbers);
    }

    CompletableFuture<String> request(String verb) {
        if (pending.size() >= MOST_UNANSWERED) {
            return CompletableFuture.failedFuture(
                    new IOException("guest-agent: has not answered " + MOST_UNANSWERED + " requests"));
        }
        long id = lastId.incrementAndGet();
        var reply = new CompletableFuture<String>();
        pending.put(id, reply);
        ByteBuffer bytes = ByteBuffer.wrap((id + " " + verb + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            synchronized (this) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            reply.completeExceptionally(e);
        }
        if (closed) {
            reply.completeExceptionally(new IOException("the guest's port is closed"));
        }
        return reply.whenComplete((text, error) -> pending.remove(id));
    }

    static GuestNumbers numbers(String payload) {
        Map<String, String> files = new HashMap<>();
        int at = 0;
        while (at < payload.length()) {
            int end = payload.indexOf('\n', at);
            String[] header =
                    payload.substring(at, end < 0 ? payload.length() : end).split(" ");
            if (end < 0 || header.length != 3 || !header[0].equals("==")) {
                throw new IllegalArgumentException("guest-agent: not a section header: " + String.join(" ", header));
            }
            at = end + 1 + Integer.parseInt(header[2]);
            files.put(header[1], payload.substring(end + 1, at));
        }
        return GuestNumbers.parse(
                files.getOrDefault("/proc/meminfo", ""),
                files.getOrDefault("/proc/buddyinfo", ""),
                files.getOrDefault("/proc/zoneinfo", ""));
    }

    private void readAll() {
        IOException why = new IOException("QEMU closed the guest's port");
        try {
            while (true) {
                readReply();
            }
        } catch (IOException e) {
            why = e;
        } finally {
            closed = true;
            answered.completeExceptionally(why);
            for (var reply : pending.values()) {
                reply.completeExceptionally(why);
            }
        }
    }

    private void readReply() throws IOException {
        String header = readLine();
        String[] words = header.split(" ", 3);
        if (words.length < 3) {
            throw new IOException("guest-agent: not a reply: " + header);
        }
        answered.complete(null);
        var reply = pending.get(number(words[0], header));
        if (words[1].equals("ok")) {
            String payload = readPayload(number(words[2], header));
            if (reply != null) {
                reply.complete(payload);
            }
        } else if (reply != null) {
            reply.completeExceptionally(new IOException("guest-agent: " + words[2]));
        }
    }

    private static long number(String word, String header) throws IOException {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IOException("guest-agent: not a reply: " + header, e);
        }
    }

    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).flip();

    private byte next() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("QEMU closed the guest's port");
            }
            buffer.flip();
        }
        return buffer.get();
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (byte c = next(); c != '\n'; c = next()) {
            line.write(c);
            if (line.size() > 4096) {
                throw new IOException("guest-agent: a header of over 4096 bytes");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private String readPayload(long length) throws IOException {
        if (length < 0 || length > LONGEST_REPLY) {
            throw new IOException("guest-agent: a reply of " + length + " bytes, want 0 to " + LONGEST_REPLY);
        }
        byte[] payload = new byte[(int) length];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = next();
        }
        // Latin-1: one character a byte, so that the sections' lengths in bytes hold
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            closed = true; // the reader fails what waits
        }
    }
}
