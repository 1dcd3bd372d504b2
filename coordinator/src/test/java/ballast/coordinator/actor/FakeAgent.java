package ballast.coordinator.actor;

import ballast.message.AgentFacts;
import ballast.message.CoordinatorMessage;
import ballast.message.ToAgent;
import ballast.message.ToAgent.AcknowledgeResult;
import ballast.message.ToAgent.CancelAttempt;
import ballast.message.ToAgent.Refused;
import ballast.message.ToAgent.StartAttempt;
import ballast.message.ToAgent.Welcome;
import ballast.message.ToCoordinator.AttemptEnded;
import ballast.message.ToCoordinator.Inventory;
import ballast.message.ToCoordinator.Live;
import ballast.message.ToCoordinator.Progress;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.HostReport;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.SpoolUse;
import ballast.model.VmStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Behaves as an agent must, without VMs: uploads a file and says the end until it is acknowledged. An attempt ends only when the coordinator has
 * heard that it runs: an inventory that crossed the start is answered by another start, which would upload once more.
 */
public final class FakeAgent extends AbstractBehavior<ToAgent> {
    private static final Duration REPEAT = Duration.ofMillis(50);

    private final Script script;
    private final ActorRef<CoordinatorMessage> scheduler;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<AttemptId, StartAttempt> running = new LinkedHashMap<>();
    /** The first of the inventories that have it, by number. */
    private final Map<AttemptId, Integer> firstTold = new HashMap<>();

    private int told;
    private int answered;

    private final Map<AttemptId, AttemptEnded> uploaded = new LinkedHashMap<>();

    /**
     * What it does.
     *
     * @param ends how an attempt ends, or null while it goes on; asked again and again
     * @param started every attempt that it was told to start and was not yet working on
     * @param spool how attempts ended whose results are not acknowledged; outlives the agent
     * @param announces whether it says that uploads are complete; while not, they seem to take their time
     * @param reports how often it told its inventory
     * @param uploads how often a result was uploaded
     * @param acknowledged every acknowledgement, repetitions included
     * @param use how full it says that its spool is
     */
    public record Script(
            HostReport report,
            Function<AttemptId, Outcome> ends,
            ConcurrentLinkedQueue<AttemptId> started,
            ConcurrentMap<AttemptId, Outcome> spool,
            AtomicBoolean announces,
            AtomicInteger reports,
            AtomicInteger uploads,
            ConcurrentLinkedQueue<AttemptId> acknowledged,
            AtomicReference<SpoolUse> use) {
        public static Script of(HostReport report, Function<AttemptId, Outcome> ends) {
            return new Script(
                    report,
                    ends,
                    new ConcurrentLinkedQueue<>(),
                    new ConcurrentHashMap<>(),
                    new AtomicBoolean(true),
                    new AtomicInteger(),
                    new AtomicInteger(),
                    new ConcurrentLinkedQueue<>(),
                    new AtomicReference<>(new SpoolUse(ByteSize.ZERO, ByteSize.gib(20))));
        }

        public static Script completing(HostReport report) {
            return of(report, attempt -> new Outcome.Completed());
        }
    }

    public static Behavior<ToAgent> create(Script script, ActorRef<CoordinatorMessage> scheduler) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new FakeAgent(context, timers, script, scheduler)));
    }

    private final String incarnation = UUID.randomUUID().toString();

    private FakeAgent(
            ActorContext<ToAgent> context,
            TimerScheduler<ToAgent> timers,
            Script script,
            ActorRef<CoordinatorMessage> scheduler) {
        super(context);
        this.script = script;
        this.scheduler = scheduler;
        // a welcome to itself is its clock: the wire's messages are sealed
        timers.startTimerWithFixedDelay(new Welcome(0, "clock"), REPEAT);
        report();
    }

    @Override
    public Receive<ToAgent> createReceive() {
        return newReceiveBuilder()
                .onMessage(Welcome.class, welcome -> welcome.epoch() == 0 ? pulse() : answered())
                .onMessage(Refused.class, refused -> answered())
                .onMessage(StartAttempt.class, this::start)
                .onMessage(CancelAttempt.class, cancel -> {
                    running.remove(cancel.attempt());
                    uploaded.remove(cancel.attempt());
                    script.spool().remove(cancel.attempt());
                    return report();
                })
                .onMessage(AcknowledgeResult.class, acknowledge -> {
                    uploaded.remove(acknowledge.attempt());
                    script.spool().remove(acknowledge.attempt());
                    script.acknowledged().add(acknowledge.attempt());
                    return this;
                })
                .build();
    }

    /** What has no place to go to yet is not announced: that place is what a start tells. */
    private FakeAgent report() {
        scheduler.tell(new Inventory(
                script.report(),
                AgentFacts.now(incarnation, Instant.now()).with(script.use().get()),
                List.copyOf(running.keySet()),
                List.copyOf(script.spool().keySet()),
                getContext().getSelf()));
        told++;
        script.reports().incrementAndGet();
        if (script.announces().get()) {
            uploaded.values().forEach(scheduler::tell);
        }
        return this;
    }

    private FakeAgent answered() {
        answered++;
        return this;
    }

    private FakeAgent start(StartAttempt start) throws IOException, InterruptedException {
        AttemptId attempt = start.attempt();
        if (script.spool().containsKey(attempt)) {
            return send(start);
        }
        if (running.putIfAbsent(attempt, start) != null) {
            return this;
        }
        firstTold.put(attempt, told + 1);
        script.started().add(attempt);
        var status = new VmStatus(0, "boot", 1, 2, 3, Double.NaN);
        scheduler.tell(new Progress(script.report().id(), List.of(new Live(attempt, List.of(status)))));
        return this;
    }

    private FakeAgent pulse() throws IOException, InterruptedException {
        for (StartAttempt start : List.copyOf(running.values())) {
            endIfDone(start);
        }
        return report();
    }

    private void endIfDone(StartAttempt start) throws IOException, InterruptedException {
        if (answered < firstTold.get(start.attempt())) {
            return;
        }
        Outcome outcome = script.ends().apply(start.attempt());
        if (outcome != null) {
            running.remove(start.attempt());
            script.spool().put(start.attempt(), outcome);
            send(start);
        }
    }

    private FakeAgent send(StartAttempt start) throws IOException, InterruptedException {
        AttemptId attempt = start.attempt();
        List<ResultFile> files = List.of(upload(start));
        script.uploads().incrementAndGet();
        Outcome outcome = script.spool().get(attempt);
        uploaded.put(
                attempt,
                new AttemptEnded(
                        script.report().id(),
                        attempt,
                        outcome,
                        files,
                        getContext().getSelf()));
        return report();
    }

    private ResultFile upload(StartAttempt start) throws IOException, InterruptedException {
        byte[] content = ("result of " + start.attempt() + "\n").getBytes(StandardCharsets.UTF_8);
        String sha256 = sha256(content);
        var request = HttpRequest.newBuilder(URI.create(start.uploadUri() + "/logs/result.txt"))
                .header("Authorization", "Bearer " + start.uploadToken())
                .header("X-Content-SHA256", sha256)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 201) {
            throw new IOException("upload: " + status);
        }
        return new ResultFile("logs/result.txt", content.length, sha256);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
