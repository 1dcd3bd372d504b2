package ballast.coordinator.actor;

import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.cluster.TlsContexts;
import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.Campaigns;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.config.Profile.HighlyAvailable;
import ballast.coordinator.http.Api;
import ballast.coordinator.http.ApiToken;
import ballast.coordinator.http.HttpServer;
import ballast.coordinator.http.IncomingFiles;
import ballast.coordinator.http.UploadTokens;
import ballast.coordinator.live.LiveLab;
import ballast.coordinator.results.ResultStore;
import ballast.message.CoordinatorMessage;
import ballast.model.AttemptId;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node: the lock before anything else, then journal, actor system and HTTP side by side, then the scheduler. */
final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);

    private final CoordinatorSettings settings;
    private final CoordinatorNode.Ports ports;
    private final LocalScheduler local = new LocalScheduler();
    private final LiveLab live = new LiveLab();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private NodeStart(CoordinatorSettings settings, CoordinatorNode.Ports ports) {
        this.settings = settings;
        this.ports = ports;
    }

    static CoordinatorNode run(CoordinatorSettings settings, CoordinatorNode.Ports ports, Config extra)
            throws StartException {
        NodeStart start = new NodeStart(settings, ports);
        try {
            NodeParts parts = start.parts(extra);
            start.ready.set(true);
            return new CoordinatorNode(parts, start.closing, start.failed);
        } catch (StartException e) {
            start.undo();
            throw e;
        } catch (IOException e) {
            start.undo();
            throw new StartException("the coordinator cannot start: " + e.getMessage(), e);
        }
    }

    private NodeParts parts(Config extra) throws StartException, IOException {
        Path store = settings.store();
        boolean alone = !(settings.profile() instanceof HighlyAvailable);
        // of several nodes the journal's database lets one write
        AutoCloseable lock = alone ? opening(StoreLock.take(store)) : () -> {};
        LabMark lab = LabMark.read(store);
        Optional<SSLContext> tls = settings.tls().isPresent()
                ? Optional.of(TlsContexts.of(settings.tls().get()))
                : Optional.empty();
        CompletableFuture<AutoCloseable> opening = CompletableFuture.supplyAsync(() -> openJournal(store));
        UploadTokens tokens = UploadTokens.load(StoreLock.internal(store).resolve("secret"));
        ActorSystem<NodeGuardian.Spawn<?>> system = ActorSystem.create(NodeGuardian.create(), "ballast", config(extra));
        opened.push(() -> {
            system.terminate();
            NodeParts.await(
                    "the actor system",
                    system.getWhenTerminated(),
                    settings.timing().start());
        });
        Membership membership = Membership.join(system, settings, this::stopped);
        ResultStore results = new ResultStore(store);
        var incoming =
                IncomingFiles.open(results::incoming, alone ? results.partial() : results.partial(own().toString()));
        Api api = SchedulerApi.routes(
                system,
                local,
                ports.results(),
                live,
                ApiToken.load(StoreLock.internal(store).resolve("token")));
        var content = new HttpServer.Content(
                ports.metrics()::scrape, () -> ready.get() && local.get().isPresent(), incoming, tokens, api);
        CompletionStage<HttpServer> binding =
                HttpServer.bind(system, settings.host(), settings.httpPort(), tls, content);
        AutoCloseable journal = opening(get("the journal", opening));
        HttpServer http = get("HTTP", binding);
        awaitOthers(membership);
        // Agents join when they find it. Before, each of them would have to hear of a first coordinator until that is
        // up.
        system.tell(new NodeGuardian.Spawn<>(Door.create(local), NodeConfig.DOOR, new CompletableFuture<>()));
        ActorRef<CoordinatorMessage> scheduler = scheduler(system, http, lab);
        if (alone) {
            CompletionStage<CampaignList> answer =
                    AskPattern.ask(scheduler, Campaigns::new, settings.timing().start(), system.scheduler());
            get("the scheduler", CompletableFuture.anyOf(answer.toCompletableFuture(), failed));
            if (failed.isDone()) {
                throw new StartException(failed.join());
            }
        }
        return new NodeParts(lock, journal, system, http, scheduler);
    }

    private void awaitOthers(Membership membership) throws StartException {
        try {
            get("the cluster", membership.up());
        } catch (StartException e) {
            throw e.getCause() instanceof TimeoutException && settings.profile() instanceof HighlyAvailable several
                    ? new StartException.Passing(
                            "of the coordinators " + several.coordinators() + " not most could be reached in "
                                    + settings.timing().start().toSeconds()
                                    + " s; start the others, then this one again",
                            e)
                    : e;
        }
    }

    private AutoCloseable openJournal(Path store) {
        try {
            if (settings.profile() instanceof HighlyAvailable shared) {
                SharedJournal.prepare(shared);
                return () -> {};
            }
            return Journal.open(store);
        } catch (StartException e) {
            throw new CompletionException(e);
        }
    }

    private ActorRef<CoordinatorMessage> scheduler(ActorSystem<?> system, HttpServer http, LabMark lab) {
        UploadPlace uploads = new UploadPlace() {
            @Override
            public String uploadUri(AttemptId attempt) {
                return http.uploadUri(attempt);
            }

            @Override
            public String uploadToken(AttemptId attempt) {
                return http.uploadToken(attempt);
            }
        };
        var schedulerPorts = new CampaignScheduler.Ports(
                ports.results(),
                ports.metrics(),
                live,
                uploads,
                lab,
                local,
                ports.notices(),
                ports.pace(),
                this::schedulerStopped);
        return ClusterSingleton.get(system)
                .init(SingletonActor.of(CampaignScheduler.create(settings, schedulerPorts), "scheduler")
                        .withSettings(ClusterSingletonSettings.create(system).withRole(Membership.COORDINATOR)));
    }

    private void schedulerStopped() {
        String journal = settings.profile() instanceof HighlyAvailable shared
                ? shared.url()
                : StoreLock.internal(settings.store()).resolve("journal").toString();
        stopped("the scheduler has stopped: it failed, "
                + (settings.profile() instanceof HighlyAvailable
                        ? "or another coordinator has taken over while this one was silent, "
                        : "")
                + "or its journal in " + journal
                + " cannot be written or read; the log says which. What was acknowledged is safe.");
    }

    private void stopped(String message) {
        if (!closing.get()) {
            LOG.error(message);
            failed.complete(message);
        }
    }

    private Config config(Config extra) throws StartException {
        Config journal = settings.profile() instanceof HighlyAvailable shared
                ? SharedJournal.config(shared)
                : ConfigFactory.parseMap(Map.of("jdbc-journal.slick.db.url", Journal.url(settings.store())));
        return extra.withFallback(journal)
                .withFallback(ConfigFactory.parseResources(settings.embedded() ? "embedded.conf" : "lab.conf"))
                .withFallback(Membership.config(settings.profile()))
                .withFallback(NodeConfig.of(own(), Membership.COORDINATOR, List.of(), settings.tls()))
                .withFallback(ConfigFactory.parseResources("coordinator.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    private NodeAddress own() {
        return new NodeAddress(settings.host(), settings.clusterPort());
    }

    private <T extends AutoCloseable> T opening(T part) {
        opened.push(part);
        return part;
    }

    /** In reverse order. */
    private void undo() {
        closing.set(true);
        opened.forEach(part -> NodeParts.closeQuietly("what was started", part));
    }

    private <T> T get(String what, CompletionStage<T> started) throws StartException {
        try {
            return started.toCompletableFuture().get(settings.timing().start().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartException known
                    ? known
                    : new StartException(what + " cannot start: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new StartException(
                    what + " did not start in " + settings.timing().start(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while " + what + " started", e);
        }
    }
}
