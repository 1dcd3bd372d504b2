package ballast.benchmark;

import ballast.agent.system.Leftovers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Guests that answer statistics in a process of their own, so that their work is not counted; the numbers are this host's. */
final class ScriptedGuests implements AutoCloseable {
    private final Process process;
    private final Path folder;

    private ScriptedGuests(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static ScriptedGuests start(int count) throws IOException {
        Path folder = Files.createTempDirectory("ballast-bench");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScriptedGuests.class.getName(),
                        folder.toString(),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.inputReader(StandardCharsets.UTF_8).readLine() == null) {
            throw new IOException("the guests' process ended at its start");
        }
        return new ScriptedGuests(process, folder);
    }

    Path socket(int guest) {
        return socket(folder, guest);
    }

    private static Path socket(Path folder, int guest) {
        return folder.resolve("guest-" + guest + ".sock");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Leftovers.delete(folder);
    }

    /** Serves until its standard input closes. */
    public static void main(String[] args) throws IOException {
        byte[] sample = sample();
        for (int guest = 0; guest < Integer.parseInt(args[1]); guest++) {
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket(Path.of(args[0]), guest)));
            Thread thread = new Thread(() -> serve(server, sample), "guest-" + guest);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("ready");
        if (System.in.read() >= 0) {
            throw new IOException("nothing is expected on the standard input");
        }
    }

    private static byte[] sample() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : List.of("/proc/meminfo", "/proc/buddyinfo", "/proc/zoneinfo")) {
            String content = Files.readString(Path.of(file));
            text.append("== ")
                    .append(file)
                    .append(' ')
                    .append(content.length())
                    .append('\n')
                    .append(content);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void serve(ServerSocketChannel server, byte[] sample) {
        try {
            while (true) {
                answer(server.accept(), sample);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(SocketChannel host, byte[] sample) throws IOException {
        try (host;
                BufferedReader lines = new BufferedReader(Channels.newReader(host, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String id = line.substring(0, line.indexOf(' '));
                write(host, (id + " ok " + sample.length + "\n").getBytes(StandardCharsets.US_ASCII));
                write(host, sample);
            }
        }
    }

    private static void write(SocketChannel host, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            host.write(bytes);
        }
    }
}
