package ballast.agent.guest;

import ballast.agent.image.GuestImage;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Programs and files in a guest over SSH, the guest's host key checked against the one that was made with its image.
 *
 * <p>Connections stay open for the next program, and each has one program at a time: with two, dropbear 2022.83 loses exit codes or
 * ends the connection ("Failed assertion !channel-&gt;sent_close", "Unknown channel"; in 10 of 10 tries within 50 programs, also with
 * OpenSSH's client).
 */
public final class GuestShell implements AutoCloseable {
    /** How a program ended. */
    public record Result(int exitCode, String stdout, String stderr) {}

    /** Of each stream, in bytes. */
    private static final int MOST_OUTPUT = 16 << 20;

    private final int port;
    private final GuestImage.Ssh ssh;
    private final Duration timeout;
    private final Executor blocking;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private GuestShell(int port, GuestImage.Ssh ssh, Duration timeout, Executor blocking) {
        this.port = port;
        this.ssh = ssh;
        this.timeout = timeout;
        this.blocking = blocking;
    }

    /**
     * Logs in.
     *
     * @param port on this host's loopback, forwarded to the guest
     * @param timeout for this and each further connection
     * @param blocking threads that may wait for programs in the guest
     * @throws FaultException of kind BOOT if nobody answers; of kind IMAGE if the guest's host key is not the image's, or the
     *     guest refuses the image's key: trying again changes neither
     */
    public static GuestShell connect(int port, GuestImage.Ssh ssh, Duration timeout, Executor blocking)
            throws FaultException {
        GuestShell shell = new GuestShell(port, ssh, timeout, blocking);
        shell.idle.push(shell.login());
        return shell;
    }

    private Session login() throws FaultException {
        Session session = null;
        try {
            JSch jsch = new JSch();
            jsch.addIdentity(ssh.privateKey().toString());
            String name = "[127.0.0.1]:" + port;
            byte[] key = Base64.getDecoder().decode(ssh.hostKey().split(" ")[1]);
            jsch.getHostKeyRepository().add(new HostKey(name, key), null);
            session = jsch.getSession(ssh.user(), "127.0.0.1", port);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.connect((int) timeout.toMillis());
        } catch (JSchException e) {
            throw new FaultException(
                    isRefusal(e, session) ? FailureKind.IMAGE : FailureKind.BOOT,
                    "SSH to the guest as " + ssh.user() + " on 127.0.0.1:" + port + ": " + e.getMessage(),
                    e);
        }
        sessions.add(session);
        if (closed) {
            forget(session);
        }
        return session;
    }

    private void forget(Session session) {
        sessions.remove(session);
        session.disconnect();
    }

    /** One without a program, or else a new one. */
    private Session session(Command command) throws FaultException {
        for (Session session = idle.poll(); session != null; session = idle.poll()) {
            if (session.isConnected()) {
                return session;
            }
            forget(session);
        }
        try {
            return login();
        } catch (FaultException e) {
            throw new FaultException(FailureKind.WORKLOAD, "guest: " + command + ": " + e.getMessage(), e);
        }
    }

    /**
     * JSch has types for all about host keys, but none that we could see for a refused login: that is a fault behind the
     * exchange of keys which has no cause, as a broken connection has.
     */
    private static boolean isRefusal(JSchException e, Session session) {
        boolean keysExchanged = session != null && session.getHostKey() != null;
        boolean connectionBroke = e.getCause() != null || e instanceof JSchSessionDisconnectException;
        return e instanceof JSchHostKeyException || (keysExchanged && !connectionBroke);
    }

    /**
     * Runs a program to its end.
     *
     * @param command words; each is quoted for the guest's shell
     * @throws FaultException of kind TIMEOUT, or WORKLOAD if the connection broke
     * @throws InterruptedException if the caller was; the program's connection is closed then
     */
    public Result run(Command command, Duration timeout) throws FaultException, InterruptedException {
        return run(command, new byte[0], timeout, OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    /**
     * As {@link #run(Command, Duration)}.
     *
     * @param out gets what it prints as it comes, so that it is there also if the program fails or never ends
     * @param err likewise
     */
    public Result run(Command command, Duration timeout, OutputStream out, OutputStream err)
            throws FaultException, InterruptedException {
        return run(command, new byte[0], timeout, out, err);
    }

    /** Writes a file into the guest. */
    public void write(String path, byte[] content, Duration timeout) throws FaultException, InterruptedException {
        write(Command.of("dd", "of=" + path, "status=none"), path, content, timeout);
    }

    /** Writes a file into the guest that only root may write; needs sudo without a password where the login is another. */
    public void writeAsRoot(String path, byte[] content, Duration timeout) throws FaultException, InterruptedException {
        write(asRoot(Command.of("dd", "of=" + path, "status=none")), path, content, timeout);
    }

    /** The command as root runs it: by sudo where the login is another. */
    public Command asRoot(Command command) {
        if (ssh.user().equals("root")) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("sudo", "-n"));
        words.addAll(command.words());
        return new Command(words);
    }

    private void write(Command cat, String path, byte[] content, Duration timeout)
            throws FaultException, InterruptedException {
        Result result = run(cat, content, timeout, OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        if (result.exitCode != 0) {
            throw new FaultException(
                    FailureKind.WORKLOAD, "guest: cannot write " + path + ": " + result.stderr.strip());
        }
    }

    private Result run(Command command, byte[] stdin, Duration timeout, OutputStream out, OutputStream err)
            throws FaultException, InterruptedException {
        Session session = session(command);
        boolean whole = false;
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(command.quoted());
            var ended = CompletableFuture.supplyAsync(
                    () -> toItsEnd(
                            channel, stdin, timeout, new Capture(MOST_OUTPUT, out), new Capture(MOST_OUTPUT, err)),
                    blocking);
            Result result = ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            whole = true;
            return result;
        } catch (JSchException e) {
            throw new FaultException(FailureKind.WORKLOAD, "guest: " + command + ": " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new FaultException(
                    FailureKind.WORKLOAD,
                    "guest: " + command + ": " + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new FaultException(
                    FailureKind.TIMEOUT,
                    "guest: " + command + ": still running after " + timeout.toMillis() / 1000.0 + " s",
                    e);
        } finally {
            if (whole) {
                idle.push(session);
            } else {
                // dropbear does not survive that we close a channel first (41 of 400 times measured)
                forget(session);
            }
        }
    }

    /** Reads stdout until the other side has closed the channel: the exit code comes after the last output. */
    private static Result toItsEnd(
            ChannelExec channel, byte[] stdin, Duration timeout, Capture stdout, Capture stderr) {
        try {
            channel.setErrStream(stderr);
            InputStream out = channel.getInputStream();
            OutputStream in = channel.getOutputStream();
            channel.connect((int) timeout.toMillis());
            writeAll(in, stdin);
            readAll(out, stdout, stderr);
            awaitClosed(channel);
            if (channel.getExitStatus() < 0) {
                throw new IllegalStateException("the connection to the guest was lost");
            }
            return new Result(channel.getExitStatus(), stdout.text(), stderr.text());
        } catch (IOException | JSchException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** By this thread and not by one of JSch's, which does not bear a program that ends before it has started. */
    private static void writeAll(OutputStream in, byte[] stdin) {
        try (in) {
            in.write(stdin);
        } catch (IOException e) {
            // the program has ended without reading all of it: its exit code tells what that means
        }
    }

    private static void readAll(InputStream out, Capture stdout, Capture stderr) throws IOException {
        byte[] buffer = new byte[1 << 15];
        for (int length = out.read(buffer); length >= 0; length = out.read(buffer)) {
            stdout.write(buffer, 0, length);
            if (stdout.overflowed() || stderr.overflowed()) {
                break;
            }
        }
        if (stdout.overflowed() || stderr.overflowed()) {
            throw new IOException("printed more than " + MOST_OUTPUT / (1 << 20) + " MiB; let it write to a file");
        }
    }

    /** JSch tells of the close only when asked; it follows the end of the output within a round trip. */
    private static void awaitClosed(ChannelExec channel) {
        while (!channel.isClosed() && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        closed = true;
        sessions.forEach(this::forget);
    }
}
