package ballast.coordinator.deploy;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A login that stays open. Not for several threads at once. */
final class SshConnection implements AutoCloseable {
    /** How a program ended. */
    record Result(int exitCode, String stdout, String stderr) {}

    private static final int CHANNEL_MILLIS = 20_000;
    private static final int MOST_OUTPUT = 4 << 20;

    private final SshAddress address;
    private final List<Session> sessions;

    /** @param sessions the host's own first, behind it those of the jump hosts, the nearest last */
    SshConnection(SshAddress address, List<Session> sessions) {
        this.address = address;
        this.sessions = sessions;
    }

    /** Runs it; what it prints must be text. */
    Result run(RemoteCommand command, String stdin, Duration timeout) throws DeployException, InterruptedException {
        ChannelExec channel;
        try {
            channel = (ChannelExec) sessions.get(0).openChannel("exec");
        } catch (JSchException e) {
            throw broken(command.name(), e);
        }
        channel.setCommand(command.quoted());
        channel.setInputStream(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Result> ended = new CompletableFuture<>();
        // JSch can only wait without a bound for what a program prints.
        Thread reader = new Thread(() -> complete(ended, channel), "ssh " + address + " " + command.name());
        reader.setDaemon(true);
        reader.start();
        try {
            return ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw broken(command.name(), e.getCause());
        } catch (TimeoutException e) {
            throw new DeployException(
                    address + ": " + command + " still ran after " + timeout.toSeconds() + " s, want it ended", e);
        } finally {
            reader.interrupt();
            channel.disconnect();
        }
    }

    /** As run, and anything but exit code 0 is a failure. */
    String mustRun(RemoteCommand command, String stdin, Duration timeout) throws DeployException, InterruptedException {
        Result result = run(command, stdin, timeout);
        if (result.exitCode != 0) {
            throw new DeployException(command + " failed with exit code " + result.exitCode + ": "
                    + (result.stderr.isBlank() ? "it said nothing" : result.stderr.strip()));
        }
        return result.stdout;
    }

    private static void complete(CompletableFuture<Result> ended, ChannelExec channel) {
        try {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            channel.setErrStream(err);
            InputStream out = channel.getInputStream();
            channel.connect(CHANNEL_MILLIS);
            byte[] stdout = out.readNBytes(MOST_OUTPUT);
            if (out.read() >= 0) {
                throw new IOException("printed more than " + MOST_OUTPUT / (1 << 20) + " MiB");
            }
            // The exit code comes behind the output; who closes first makes some servers drop the session.
            while (!channel.isClosed() && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(200_000);
            }
            if (channel.getExitStatus() < 0) {
                throw new IOException("the connection was lost");
            }
            ended.complete(new Result(
                    channel.getExitStatus(),
                    new String(stdout, StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8)));
        } catch (IOException | JSchException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    /** Sends files, each under a draft's name first: a file with its own name is whole. */
    void upload(List<RemoteFile> files) throws DeployException {
        if (files.isEmpty()) {
            return;
        }
        ChannelSftp sftp = null;
        try {
            sftp = (ChannelSftp) sessions.get(0).openChannel("sftp");
            sftp.connect(CHANNEL_MILLIS);
            for (RemoteFile file : files) {
                upload(sftp, file);
            }
        } catch (JSchException e) {
            throw broken("SFTP", e);
        } finally {
            if (sftp != null) {
                sftp.disconnect();
            }
        }
    }

    private void upload(ChannelSftp sftp, RemoteFile file) throws DeployException {
        String draft = file.path() + ".part";
        try (InputStream in = file.open()) {
            if (file.mode() == RemoteFile.Mode.SECRET) {
                // Nobody else may read it, not even while it grows.
                sftp.put(new ByteArrayInputStream(new byte[0]), literal(draft));
                sftp.chmod(file.mode().bits(), literal(draft));
            }
            sftp.put(in, literal(draft));
            sftp.chmod(file.mode().bits(), literal(draft));
            sftp.rename(literal(draft), literal(file.path()));
        } catch (SftpException | IOException e) {
            throw new DeployException("SFTP to " + address + ": " + file.path() + ": " + e.getMessage(), e);
        }
    }

    /** JSch sees patterns in names. */
    static String literal(String path) {
        return path.replaceAll("[\\\\*?]", "\\\\$0");
    }

    private DeployException broken(String what, Throwable cause) {
        return new DeployException("SSH to " + address + ": " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        sessions.forEach(Session::disconnect);
    }
}
