package ballast.coordinator.deploy;

import ballast.coordinator.deploy.UploadPlan.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What can be done on one host that we are logged in to. */
final class HostWork implements AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(30);
    /** Stopping ends VMs, and images are gigabytes to be read. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final DeployHost host;
    private final SshConnection connection;
    private final Consumer<String> progress;

    HostWork(DeployHost host, SshConnection connection, Consumer<String> progress) {
        this.host = host;
        this.connection = connection;
        this.progress = progress;
    }

    DeployHost host() {
        return host;
    }

    HostFacts facts() throws DeployException, InterruptedException {
        return HostFacts.parse(connection.mustRun(
                RemoteCommand.script(
                        "facts", host.java(), host.install(), host.agent().qemu()),
                "",
                SHORT));
    }

    /** How far its clock is ahead of ours. */
    Duration clockOffset() throws DeployException, InterruptedException {
        long sent = System.currentTimeMillis();
        String seconds = connection.mustRun(RemoteCommand.script("clock"), "", SHORT);
        return HostFacts.clockOffset(seconds, sent, System.currentTimeMillis());
    }

    /** Makes the host have the files. @return whether something differed */
    boolean put(List<RemoteFile> wanted) throws DeployException, InterruptedException {
        UploadPlan plan = UploadPlan.of(wanted, digests(wanted));
        if (plan.isEmpty()) {
            return false;
        }
        long bytes = 0;
        try {
            for (RemoteFile file : plan.uploads()) {
                bytes += file.size();
            }
        } catch (IOException e) {
            throw new DeployException("cannot read what to upload: " + e, e);
        }
        progress.accept(String.format(
                Locale.ROOT,
                "uploading %d of %d files, %.1f MiB",
                plan.uploads().size(),
                wanted.size(),
                bytes / (double) (1 << 20)));
        connection.mustRun(RemoteCommand.script("folders"), lines(plan.folders()), SHORT);
        connection.mustRun(
                RemoteCommand.script("links"),
                lines(plan.links().stream().map(HostWork::pair).toList()),
                SHORT);
        connection.upload(plan.uploads());
        return true;
    }

    private static String pair(Link link) {
        return link.from() + "\n" + link.to();
    }

    private Map<String, String> digests(List<RemoteFile> wanted) throws DeployException, InterruptedException {
        String names = lines(wanted.stream().map(RemoteFile::path).toList());
        return parseDigests(connection.mustRun(RemoteCommand.script("digests", host.install()), names, LONG));
    }

    /** What sha256sum prints: 64 digits, a blank, a blank or '*', the name. */
    static Map<String, String> parseDigests(String text) {
        Map<String, String> digests = new HashMap<>();
        text.lines()
                .filter(line -> line.matches("[0-9a-f]{64} [ *]/.*"))
                .forEach(line -> digests.put(line.substring(66), line.substring(0, 64)));
        return digests;
    }

    private static String lines(List<String> names) {
        return names.stream().map(name -> name + "\n").collect(Collectors.joining());
    }

    /** The digest of the release that is switched to. */
    Optional<String> current() throws DeployException, InterruptedException {
        return Optional.of(connection
                        .mustRun(RemoteCommand.script("current", host.install()), "", SHORT)
                        .strip())
                .filter(digest -> !digest.isEmpty());
    }

    void switchTo(String digest) throws DeployException, InterruptedException {
        connection.mustRun(RemoteCommand.script("switch", host.install(), digest), "", SHORT);
    }

    void prune(String... kept) throws DeployException, InterruptedException {
        String[] arguments = new String[kept.length + 1];
        arguments[0] = host.install();
        System.arraycopy(kept, 0, arguments, 1, kept.length);
        connection.mustRun(RemoteCommand.script("prune", arguments), "", LONG);
    }

    void start(HostFacts facts) throws DeployException, InterruptedException {
        connection.mustRun(control("start", facts), "", LONG);
    }

    void stop(HostFacts facts) throws DeployException, InterruptedException {
        connection.mustRun(control("stop", facts), "", LONG);
    }

    boolean isRunning(HostFacts facts) throws DeployException, InterruptedException {
        return connection.run(control("status", facts), "", SHORT).exitCode() == 0;
    }

    private RemoteCommand control(String action, HostFacts facts) {
        return RemoteCommand.script("control", action, facts.init(), host.install());
    }

    /** The last lines of the agent's log. */
    List<String> log(HostFacts facts, int most) throws DeployException, InterruptedException {
        return connection
                .mustRun(RemoteCommand.script("logs", facts.init(), host.install(), Integer.toString(most)), "", SHORT)
                .lines()
                .toList();
    }

    /** Process numbers of QEMUs of ours. */
    List<String> leftovers() throws DeployException, InterruptedException {
        return connection
                .mustRun(RemoteCommand.script("leftovers", host.agent().runRoot(host.install())), "", SHORT)
                .lines()
                .toList();
    }

    void say(String line) {
        progress.accept(line);
    }

    @Override
    public void close() {
        connection.close();
    }
}
