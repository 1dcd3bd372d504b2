package ballast.agent.actor;

import static org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes.complete;
import static org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore;

import ballast.agent.config.AgentConfig;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Traces;
import ballast.agent.spool.Spool;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Outcome;
import ballast.model.VmStatus;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** A real agent with real VMs; a probe and a small HTTP server stand for the coordinator. */
final class RealAgent implements AutoCloseable {
    private static final Duration RUN = Duration.ofMinutes(3);

    private final Path folder;
    private final ActorTestKit kit;
    private final TestProbe<ToCoordinator> coordinator;
    private final ActorRef<ToAgent> agent;
    private final ActorRef<HostAgent.Command> hostAgent;

    final PreparedHost host;
    final UploadServer uploads;

    RealAgent(AgentConfig config, Path folder) throws Exception {
        this(PreparedHost.prepare(config), folder);
    }

    RealAgent(PreparedHost host, Path folder) throws Exception {
        this(host, folder, HostAgent.Terms.EMBEDDED);
    }

    RealAgent(PreparedHost host, Path folder, HostAgent.Terms terms) throws Exception {
        this.folder = folder;
        this.host = host;
        this.uploads = new UploadServer(folder.resolve("uploads"));
        this.kit = ActorTestKit.create(ConfigFactory.load("application-test.conf"));
        this.coordinator = kit.createTestProbe(ToCoordinator.class);
        this.hostAgent = kit.spawn(HostAgent.create(host, HostAgent.Recovered.of(host), coordinator.getRef(), terms));
        this.agent =
                coordinator.expectMessageClass(ToCoordinator.Inventory.class).agent();
        agent.tell(new ToAgent.Welcome(1, "lab"));
    }

    /** One that plays traces on a made-up host of 8 cores, each VM's state told every 50 ms. */
    static RealAgent replaying(Path folder, Traces traces, double speed, ByteSize spoolLimit, HostAgent.Terms terms)
            throws Exception {
        AgentConfig config = TestHost.replaying(folder);
        var claim = new Playback.Claim.Pretended(8, ByteSize.gib(64), 2);
        var playback = new Playback(speed, Duration.ofMillis(50), claim);
        var spool = new Spool(config.spool(), spoolLimit);
        return new RealAgent(PreparedHost.replaying(config, traces, playback, spool), folder, terms);
    }

    void start(AttemptId attempt, Cell cell) {
        agent.tell(new ToAgent.StartAttempt(1, attempt, cell, uploads.uri(), UploadServer.TOKEN));
    }

    /** As an exception in them would. */
    void stopAttemptActors() {
        Adapter.toClassic(kit.system())
                .actorSelection(hostAgent.path().child("*"))
                .tell(PoisonPill.getInstance(), org.apache.pekko.actor.ActorRef.noSender());
    }

    void tell(ToAgent message) {
        agent.tell(message);
    }

    /** Runs to the end, and acknowledges. */
    Outcome run(AttemptId attempt, Cell cell) {
        start(attempt, cell);
        return awaitEnd(attempt);
    }

    Outcome awaitEnd(AttemptId attempt) {
        Outcome outcome = awaitEndUnacknowledged(attempt);
        agent.tell(new ToAgent.AcknowledgeResult(1, attempt));
        return outcome;
    }

    Outcome awaitEndUnacknowledged(AttemptId attempt) {
        return fish(
                        ToCoordinator.AttemptEnded.class,
                        message -> message.attempt().equals(attempt))
                .outcome();
    }

    /** Until a VM of the attempt is in that phase. */
    VmStatus awaitPhase(int vm, String phase) {
        Predicate<VmStatus> wanted =
                status -> status.index() == vm && status.phase().equals(phase);
        return fish(
                        ToCoordinator.Progress.class,
                        progress -> progress.attempts().stream()
                                .anyMatch(live -> live.vms().stream().anyMatch(wanted)))
                .attempts()
                .stream()
                .flatMap(live -> live.vms().stream())
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    ToCoordinator.Inventory awaitInventory(Predicate<ToCoordinator.Inventory> wanted) {
        return fish(ToCoordinator.Inventory.class, wanted);
    }

    private <T extends ToCoordinator> T fish(Class<T> type, Predicate<T> wanted) {
        List<ToCoordinator> found = coordinator.fishForMessage(
                RUN,
                message ->
                        type.isInstance(message) && wanted.test(type.cast(message)) ? complete() : continueAndIgnore());
        return type.cast(found.get(found.size() - 1));
    }

    List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("uploads").resolve(file));
    }

    boolean uploaded(String file) {
        return Files.exists(folder.resolve("uploads").resolve(file));
    }

    Path runFolder() {
        return ((QemuDriver) host.driver()).runFolder().path();
    }

    /** Process ids of the VMs that run now, by their pid files. */
    List<Long> vmPids() throws IOException {
        try (Stream<Path> files = Files.walk(runFolder())) {
            List<Long> pids = new java.util.ArrayList<>();
            for (Path file :
                    files.filter(path -> path.endsWith("qemu.pid")).sorted().toList()) {
                pids.add(Long.parseLong(Files.readString(file).strip()));
            }
            return pids;
        }
    }

    @Override
    public void close() throws IOException {
        kit.shutdownTestKit();
        uploads.close();
        host.close();
    }
}
