package ballast.lab;

import ballast.agent.actor.AgentNode;
import ballast.agent.actor.PreparedHost;
import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.config.LabMembership;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Traces;
import ballast.cluster.NodeAddress;
import ballast.cluster.TlsFiles;
import ballast.model.ByteSize;
import ballast.model.HostId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Many agents in one JVM that play traces back: whole ones, with a node, a port and a spool of their own, or such as share nodes. */
final class ReplayAgents {
    static final String ALL_JOINED = "all joined";

    /** So many are on their way into the cluster at once. */
    private static final int JOINING = 4;

    private static final int JOIN_SECONDS = 60;
    private static final int FIRST_PORT = 20_000;
    private static final Duration ORPHAN_TIME = Duration.ofMinutes(30);

    private final Path folder;
    private final String address;
    private final NodeAddress coordinator;
    private final Traces traces;
    private final Playback playback;
    private final Semaphore joining = new Semaphore(JOINING);

    private ReplayAgents(Path folder, String address, NodeAddress coordinator, Playback playback) throws Exception {
        this.folder = folder;
        this.address = address;
        this.coordinator = coordinator;
        this.playback = playback;
        traces = Traces.load(folder.resolve("traces"));
    }

    /**
     * Until it is ended. Arguments: folder with {@code traces} and {@code certs/agents.pem}; own address; HOST:PORT of the coordinator; number
     * of the first agent, and how many; cores of each; ms between live samples of a VM; how many agents have a node together.
     */
    public static void main(String[] args) throws Exception {
        var claim = new Playback.Claim.Pretended(Integer.parseInt(args[5]), ByteSize.gib(64), 0);
        var playback = new Playback(1, Duration.ofMillis(Long.parseLong(args[6])), claim);
        var agents = new ReplayAgents(Path.of(args[0]), args[1], NodeAddress.parse(args[2]), playback);
        agents.start(Integer.parseInt(args[3]), Integer.parseInt(args[4]), Integer.parseInt(args[7]));
        System.out.println(ALL_JOINED);
        new CountDownLatch(1).await();
        throw new IllegalStateException("nobody counts down");
    }

    private void start(int first, int count, int together) throws Exception {
        int end = first + count;
        if (together == 1) {
            startWhole(first, end);
        } else {
            for (int node = first; node < end; node += together) {
                startTogether(node, Math.min(node + together, end));
            }
        }
        take(JOINING);
    }

    private void startWhole(int first, int end) throws Exception {
        for (int number = first; number < end; number++) {
            take(1);
            String name = "host-" + number;
            AgentNode.start(host(name), membership(number), line -> noticed(name, line));
        }
    }

    private void startTogether(int first, int end) throws Exception {
        SharedNode node = new SharedNode(membership(first));
        for (int number = first; number < end; number++) {
            take(1);
            String name = "host-" + number;
            node.add(host(name), line -> noticed(name, line));
        }
    }

    private void take(int permits) throws InterruptedException {
        if (!joining.tryAcquire(permits, JOIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no further agent joined in " + JOIN_SECONDS + " s");
        }
    }

    private PreparedHost host(String name) throws Exception {
        Path own = folder.resolve(name);
        Path none = Path.of("none");
        AgentConfig config = new AgentConfig(
                new HostId(name),
                own.resolve("run"),
                own.resolve("spool"),
                own.resolve("cache"),
                List.of(),
                none,
                AgentConfig.withStock(none, Map.of()),
                new BudgetSetting.Fixed(ByteSize.gib(60)));
        return PreparedHost.replaying(config, traces, playback);
    }

    private LabMembership membership(int number) {
        Path certs = folder.resolve("certs");
        var tls = new TlsFiles(certs.resolve("ca.pem"), certs.resolve("agents.pem"), certs.resolve("agents-key.pem"));
        return new LabMembership(
                new NodeAddress(address, FIRST_PORT + number),
                List.of(coordinator),
                Optional.of(tls),
                ORPHAN_TIME,
                Optional.empty());
    }

    private void noticed(String name, String line) {
        System.out.println(name + ": " + line);
        if (line.startsWith("joined")) {
            joining.release();
        }
    }
}
