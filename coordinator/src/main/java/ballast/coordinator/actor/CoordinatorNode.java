package ballast.coordinator.actor;

import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.message.CoordinatorMessage;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** A coordinator in this process: its actor system, HTTP port, journal and store lock. */
public final class CoordinatorNode implements AutoCloseable {
    /** The longest that {@link #close} waits for running work to end. */
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);

    private final NodeParts parts;
    private final AtomicBoolean closing;
    private final CompletableFuture<String> failed;

    CoordinatorNode(NodeParts parts, AtomicBoolean closing, CompletableFuture<String> failed) {
        this.parts = parts;
        this.closing = closing;
        this.failed = failed;
    }

    /**
     * What the coordinator needs of the rest of the program.
     *
     * @param results the results store
     * @param metrics fed by the scheduler, served at {@code /metrics}
     * @param notices takes what users shall be told at once, a line each; called on any thread
     * @param pace the scheduler's time
     */
    public record Ports(ResultPort results, CoordinatorMetrics metrics, Consumer<String> notices, Pace pace) {
        /** In the world's time. */
        public Ports(ResultPort results, CoordinatorMetrics metrics, Consumer<String> notices) {
            this(results, metrics, notices, Pace.WORLD);
        }
    }

    /** As {@link #start(CoordinatorSettings, Ports, Config)}, with nothing added. */
    public static CoordinatorNode start(CoordinatorSettings settings, Ports ports) throws StartException {
        return start(settings, ports, ConfigFactory.empty());
    }

    /**
     * Starts it and returns when it takes commands.
     *
     * @param extra wins over the coordinator's own configuration of the actor system
     * @throws StartException if the store is in use or cannot be written, the journal is damaged, or a port is taken
     */
    public static CoordinatorNode start(CoordinatorSettings settings, Ports ports, Config extra) throws StartException {
        return NodeStart.run(settings, ports, extra);
    }

    public ActorSystem<?> system() {
        return parts.system();
    }

    /** Takes {@link SchedulerCommand}s and what agents say. */
    public ActorRef<CoordinatorMessage> scheduler() {
        return parts.scheduler();
    }

    /** Where HTTP is served. */
    public URI http() {
        return parts.http().uri();
    }

    /** Hangs a further actor below this node's guardian: the agent of an embedded coordinator. */
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        CompletableFuture<ActorRef<T>> spawned = new CompletableFuture<>();
        parts.system().tell(new NodeGuardian.Spawn<>(behavior, name, spawned));
        return spawned.orTimeout(CLOSE_BOUND.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Ends, with what users shall be told, if the scheduler stops without being asked to: nothing can be done then but to end. */
    public CompletionStage<String> failed() {
        return failed.minimalCompletionStage();
    }

    /** As {@link #terminate} with ten seconds. */
    @Override
    public void close() {
        terminate(CLOSE_BOUND);
    }

    /** Takes no new requests, stops the actors, closes the journal, frees the store; what does not end within {@code bound} is left. */
    public void terminate(Duration bound) {
        if (closing.compareAndSet(false, true)) {
            parts.close(bound);
        }
    }
}
