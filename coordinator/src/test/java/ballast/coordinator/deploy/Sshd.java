package ballast.coordinator.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real OpenSSH server, with its own host key and its own list of keys that may log in. */
public final class Sshd implements AutoCloseable {
    private final Path folder;
    private final List<String> inside;
    private final String address;
    private final int port;
    private Process process;

    private Sshd(Path folder, List<String> inside, String address, int port) {
        this.folder = folder;
        this.inside = List.copyOf(inside);
        this.address = address;
        this.port = port;
    }

    /** One on loopback, with a free port. */
    static Sshd start(Path folder, String hostKeyType) {
        return start(folder, hostKeyType, List.of());
    }

    /** @param inside as below */
    static Sshd start(Path folder, String hostKeyType, List<String> inside) {
        try {
            return start(folder, hostKeyType, inside, "127.0.0.1", freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param folder empty; private to its owner, as sshd wants it
     * @param inside the beginning of a command line that runs the rest of it somewhere else; ended by SIGKILL it ends all of that
     */
    public static Sshd start(Path folder, String hostKeyType, List<String> inside, String address, int port) {
        try {
            Sshd sshd = new Sshd(folder, inside, address, port);
            Files.createDirectories(folder);
            keyPair(folder.resolve("host-key"), hostKeyType);
            Files.writeString(folder.resolve("authorized_keys"), "");
            Files.writeString(folder.resolve("config"), """
                    ListenAddress %2$s
                    HostKey %1$s/host-key
                    AuthorizedKeysFile %1$s/authorized_keys
                    PidFile none
                    PasswordAuthentication no
                    KbdInteractiveAuthentication no
                    PermitRootLogin prohibit-password
                    StrictModes no
                    UsePAM no
                    LogLevel VERBOSE
                    Subsystem sftp internal-sftp -l INFO
                    """.formatted(folder, address));
            Files.createDirectories(Path.of("/run/sshd"));
            sshd.start();
            return sshd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Makes a private key without passphrase, and beside it its public one. */
    public static Path keyPair(Path file, String type) {
        run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "test", "-f", file.toString());
        return file;
    }

    static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(List.of(command) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void start() throws IOException {
        List<String> command = new ArrayList<>(inside);
        command.addAll(List.of(
                "/usr/sbin/sshd", "-D", "-e", "-f", folder.resolve("config").toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await("sshd on " + address + ":" + port)
                .atMost(Duration.ofSeconds(10))
                .until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(address, port);
                InputStream in = socket.getInputStream()) {
            return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    void restartWithHostKey(String type) throws IOException {
        close();
        Files.delete(folder.resolve("host-key"));
        Files.delete(folder.resolve("host-key.pub"));
        keyPair(folder.resolve("host-key"), type);
        start();
    }

    int port() {
        return port;
    }

    SshAddress address() {
        return new SshAddress(System.getProperty("user.name"), address, port);
    }

    public void lets(Path key) throws IOException {
        Files.writeString(
                folder.resolve("authorized_keys"),
                Files.readString(Path.of(key + ".pub")),
                java.nio.file.StandardOpenOption.APPEND);
    }

    /** As a line of known_hosts. */
    public String knownHostsLine() throws IOException {
        String[] words = Files.readString(folder.resolve("host-key.pub")).split(" ");
        return (port == SshAddress.USUAL_PORT ? address : "[" + address + "]:" + port) + " " + words[0] + " " + words[1]
                + "\n";
    }

    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** What it was started inside of ends as well, all of it by SIGKILL; as when a machine's power fails. */
    public void fail() {
        end(process.destroyForcibly());
    }

    private static void end(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
