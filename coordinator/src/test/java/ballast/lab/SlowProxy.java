package ballast.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A long way between two hosts: bytes take their time, and connections break on demand. */
final class SlowProxy implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Duration delay;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();

    private SlowProxy(ServerSocket server, InetSocketAddress target, Duration delay) {
        this.server = server;
        this.target = target;
        this.delay = delay;
    }

    /**
     * @param address of this machine that it listens on
     * @param delay of each direction
     */
    static SlowProxy start(String address, InetSocketAddress target, Duration delay) throws IOException {
        SlowProxy proxy = new SlowProxy(new ServerSocket(0, 50, InetAddress.getByName(address)), target, delay);
        daemon(proxy::accept);
        return proxy;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "slow-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** How many connections there have been. */
    long accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                accepted.incrementAndGet();
                daemon(() -> connect(from));
            } catch (IOException e) {
                // closed, or the next comes
            }
        }
    }

    private void connect(Socket from) {
        Socket to = new Socket();
        open.add(from);
        open.add(to);
        try {
            to.connect(target);
            daemon(() -> pump(to, from));
            pump(from, to);
        } catch (IOException e) {
            end(from, to);
        }
    }

    /** Writes are as late as they are long ago; a single thread keeps their order. */
    private void pump(Socket from, Socket to) {
        ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor();
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[CHUNK];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                byte[] chunk = java.util.Arrays.copyOf(buffer, count);
                var unused = late.schedule(() -> write(chunk, from, to), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            // ended below
        }
        var unused = late.schedule(() -> end(from, to), delay.toMillis(), TimeUnit.MILLISECONDS);
        late.shutdown();
    }

    private void write(byte[] chunk, Socket from, Socket to) {
        try {
            to.getOutputStream().write(chunk);
        } catch (IOException e) {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        for (Socket socket : java.util.List.of(one, other)) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                // it is closed then
            }
        }
    }

    /** Breaks all connections; new ones are taken. */
    void drop() {
        open.forEach(socket -> end(socket, socket));
    }

    @Override
    public void close() throws IOException {
        server.close();
        drop();
    }
}
