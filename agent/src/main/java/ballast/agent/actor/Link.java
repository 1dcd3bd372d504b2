package ballast.agent.actor;

import ballast.agent.config.LabMembership;
import ballast.cluster.NodeAddress;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * An agent's way to the coordinator. The agent and its VMs live in an actor system of their own; the node of the cluster is
 * another one, which is thrown away and made anew when nothing was heard of a coordinator for some time: the cluster puts out nodes that it
 * could not reach for a while, and never takes them back.
 */
final class Link {
    /** What it is told; the agent's own messages come as they are. */
    interface Command extends NoSerializationVerificationNeeded {}

    /** To the coordinator, if one can be reached; lost otherwise, since all of it is repeated. */
    record Forward(ToCoordinator message) implements Command {}

    private record Heard(ToAgent message) implements Command {}

    private record Opened(LinkNode node) implements Command {}

    private record Closed() implements Command {}

    private record OpenFailed(String why) implements Command {}

    private record Look() implements Command {}

    private record NotLetIn(String why) implements Command {}

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    /** A coordinator answers every inventory, every two seconds: behind this it is asked whether there is one at all. */
    private static final Duration QUIET = Duration.ofSeconds(3);
    /** One of this many looks asks also while a coordinator answers: another may have been started anew beside it. */
    private static final int LOOKS_PER_QUESTION = 10;
    /** Another may be taking over. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final int PORT_TRIES = 3;
    /** The first coordinator of a lab may take as long to let others in. */
    private static final Duration EXPLAIN_AFTER = Duration.ofSeconds(15);

    private final ActorContext<Command> context;
    private final LabMembership lab;
    private final HostAgent.Terms terms;
    private final Stopwatch silence;
    private final Executor blocking;
    private Optional<ActorRef<ToAgent>> agent = Optional.empty();
    private Optional<LinkNode> node = Optional.empty();
    private boolean changing;
    private int failures;
    private int looks;
    private Optional<Stopwatch> explained = Optional.empty();
    private String told = "";

    private Link(ActorContext<Command> context, LabMembership lab, HostAgent.Terms terms, Executor blocking) {
        this.context = context;
        this.lab = lab;
        this.terms = terms;
        silence = new Stopwatch(terms.nanos());
        this.blocking = blocking;
    }

    static Behavior<Command> create(LabMembership lab, HostAgent.Terms terms, Executor blocking) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Look(), LOOK_INTERVAL);
            Link link = new Link(context, lab, terms, blocking);
            link.open();
            return link.behavior();
        }));
    }

    private Behavior<Command> behavior() {
        return Behaviors.receive(Command.class)
                .onMessage(Forward.class, forward -> forward(forward.message))
                .onMessage(Heard.class, this::heard)
                .onMessage(Opened.class, this::opened)
                .onMessage(OpenFailed.class, this::openFailed)
                .onMessage(Closed.class, closed -> open())
                .onMessage(Look.class, look -> look())
                .onMessage(NotLetIn.class, this::tell)
                .onSignal(PostStop.class, stop -> {
                    node.ifPresent(LinkNode::close);
                    return Behaviors.same();
                })
                .build();
    }

    private Behavior<Command> forward(ToCoordinator message) {
        if (message instanceof ToCoordinator.Inventory inventory) {
            agent = Optional.of(inventory.agent());
        }
        node.ifPresent(open -> open.forward(message));
        return Behaviors.same();
    }

    private Behavior<Command> heard(Heard heard) {
        silence.restart();
        told = "";
        agent.ifPresent(ref -> ref.tell(heard.message));
        return Behaviors.same();
    }

    private Behavior<Command> open() {
        changing = true;
        ActorRef<Command> self = context.getSelf();
        // a node may hang at its end, and keep its port
        NodeAddress own = failures < PORT_TRIES ? lab.own() : lab.own().withAnyPort();
        context.pipeToSelf(
                CompletableFuture.supplyAsync(
                        () -> LinkNode.open(lab, own, message -> self.tell(new Heard(message))), blocking),
                (opened, error) -> error == null ? new Opened(opened) : new OpenFailed(String.valueOf(error)));
        return Behaviors.same();
    }

    private Behavior<Command> opened(Opened opened) {
        changing = false;
        failures = 0;
        node = Optional.of(opened.node);
        silence.restart();
        return Behaviors.same();
    }

    /** For instance because the port is still taken; the next look tries again, and some looks later another port. */
    private Behavior<Command> openFailed(OpenFailed failed) {
        changing = false;
        failures++;
        context.getLog().warn("this node of the cluster cannot start, trying again: {}", failed.why);
        return Behaviors.same();
    }

    private Behavior<Command> look() {
        if (changing) {
            return Behaviors.same();
        }
        if (node.isEmpty()) {
            return open();
        }
        LinkNode open = node.get();
        looks++;
        if (!open.hasJoined() || silence.isOver(QUIET) || looks % LOOKS_PER_QUESTION == 0) {
            open.lookForCoordinators();
        }
        if (!open.hasJoined() && silence.isOver(EXPLAIN_AFTER)) {
            explain();
        }
        boolean silent = open.hasJoined() && silence.isOver(PATIENCE);
        if (open.wasPutOut() || open.isLeftBehind() || silent) {
            context.getLog()
                    .warn(
                            "joining anew: put out or left behind, or no word from a coordinator; the last came {} s ago",
                            silence.elapsed().toSeconds());
            changing = true;
            node = Optional.empty();
            context.pipeToSelf(CompletableFuture.runAsync(open::close, blocking), (nothing, error) -> new Closed());
        }
        return Behaviors.same();
    }

    private void explain() {
        if (explained.isEmpty() || explained.get().isOver(EXPLAIN_AFTER)) {
            explained = Optional.of(new Stopwatch(terms.nanos()));
            context.pipeToSelf(
                    CompletableFuture.supplyAsync(() -> Doors.look(lab.coordinators(), terms.tls()), blocking),
                    (why, error) -> new NotLetIn(error == null ? why : String.valueOf(error)));
        }
    }

    /** Once for each reason. */
    private Behavior<Command> tell(NotLetIn found) {
        if (!found.why.equals(told)) {
            told = found.why;
            String line = "not let into the lab yet, and still trying: " + found.why;
            context.getLog().warn(line);
            terms.notices().accept(line);
        }
        return Behaviors.same();
    }
}
