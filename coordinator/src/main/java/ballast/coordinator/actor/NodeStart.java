package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.Campaigns;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.http.Api;
import ballast.coordinator.http.ApiToken;
import ballast.coordinator.http.HttpServer;
import ballast.coordinator.http.IncomingFiles;
import ballast.coordinator.http.UploadTokens;
import ballast.coordinator.results.ResultStore;
import ballast.message.CoordinatorMessage;
import ballast.model.AttemptId;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node: the lock before anything else, then journal, actor system and HTTP side by side, then the scheduler. */
final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);

    private final CoordinatorSettings settings;
    private final CoordinatorNode.Ports ports;
    private final LocalScheduler local = new LocalScheduler();
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
        StoreLock lock = opening(StoreLock.take(store));
        CompletableFuture<Journal> opening = CompletableFuture.supplyAsync(() -> openJournal(store));
        UploadTokens tokens = UploadTokens.load(StoreLock.internal(store).resolve("secret"));
        ActorSystem<NodeGuardian.Spawn<?>> system = ActorSystem.create(NodeGuardian.create(), "ballast", config(extra));
        opened.push(() -> {
            system.terminate();
            NodeParts.await(
                    "the actor system",
                    system.getWhenTerminated(),
                    settings.timing().start());
        });
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        ResultStore results = new ResultStore(store);
        var incoming = IncomingFiles.open(results::incoming, results.partial());
        Api api = SchedulerApi.routes(
                system,
                local,
                ports.results(),
                ApiToken.load(StoreLock.internal(store).resolve("token")));
        var content = new HttpServer.Content(ports.metrics()::scrape, ready::get, incoming, tokens, api);
        CompletionStage<HttpServer> binding = HttpServer.bind(system, settings.host(), settings.httpPort(), content);
        Journal journal = opening(get("the journal", opening));
        HttpServer http = get("HTTP", binding);
        ActorRef<CoordinatorMessage> scheduler = scheduler(system, http);
        CompletionStage<CampaignList> answer =
                AskPattern.ask(scheduler, Campaigns::new, settings.timing().start(), system.scheduler());
        get("the scheduler", answer);
        return new NodeParts(lock, journal, system, http, scheduler);
    }

    private static Journal openJournal(Path store) {
        try {
            return Journal.open(store);
        } catch (StartException e) {
            throw new CompletionException(e);
        }
    }

    private ActorRef<CoordinatorMessage> scheduler(ActorSystem<?> system, HttpServer http) {
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
                uploads,
                local,
                ports.notices(),
                Clock.systemUTC(),
                this::schedulerStopped);
        return ClusterSingleton.get(system)
                .init(SingletonActor.of(CampaignScheduler.create(settings, schedulerPorts), "scheduler")
                        .withSettings(ClusterSingletonSettings.create(system).withRole("coordinator")));
    }

    private void schedulerStopped() {
        if (!closing.get()) {
            String message = "the scheduler has stopped: it failed, or its journal in "
                    + StoreLock.internal(settings.store()).resolve("journal")
                    + " cannot be written or read; the log says which. What was acknowledged is safe.";
            LOG.error(message);
            failed.complete(message);
        }
    }

    private Config config(Config extra) {
        List<String> roles = settings.embedded() ? List.of("coordinator", "agent") : List.of("coordinator");
        Map<String, Object> ofThisStart = Map.of(
                "pekko.cluster.roles", roles,
                "pekko.remote.artery.canonical.hostname", settings.host(),
                "pekko.remote.artery.canonical.port", settings.clusterPort(),
                "jdbc-journal.slick.db.url", Journal.url(settings.store()));
        return extra.withFallback(ConfigFactory.parseMap(ofThisStart))
                .withFallback(ConfigFactory.parseResources("coordinator.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
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
