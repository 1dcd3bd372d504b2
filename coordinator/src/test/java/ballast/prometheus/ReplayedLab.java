package ballast.prometheus;

import ballast.agent.actor.HostAgent;
import ballast.agent.actor.PreparedHost;
import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.metrics.MetricsServer;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Traces;
import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.cli.StoredResults;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.schedule.PlannedRun;
import ballast.message.CoordinatorMessage;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.Mode;
import ballast.model.RunId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** An embedded coordinator with a real store, and two hosts that play recorded runs of a few seconds. */
final class ReplayedLab implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final List<Cell> CELLS =
            List.of(StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false), StoreFixture.multivm(Mode.BASE_AUTO, true));

    private final ResultStore store;
    private final CoordinatorNode node;
    private final List<PreparedHost> hosts = new ArrayList<>();
    private final List<MetricsServer> servers = new ArrayList<>();

    private ReplayedLab(ResultStore store, CoordinatorNode node) {
        this.store = store;
        this.node = node;
    }

    /** @param speed of the hosts; at 1 an attempt takes about 6 s */
    static ReplayedLab start(Path folder, double speed) throws Exception {
        ResultStore store = new ResultStore(folder.resolve("store"));
        CoordinatorNode node = CoordinatorNode.start(
                CoordinatorSettings.embedded(store.root()),
                new CoordinatorNode.Ports(new StoredResults(store), new CoordinatorMetrics(), line -> {}));
        ReplayedLab lab = new ReplayedLab(store, node);
        Traces traces = Traces.load(recordings(folder.resolve("traces")));
        for (String name : List.of("alpha", "beta")) {
            lab.join(folder, name, traces, speed);
        }
        return lab;
    }

    private void join(Path folder, String name, Traces traces, double speed) throws Exception {
        Path none = Path.of("none");
        AgentConfig config = new AgentConfig(
                new HostId(name),
                folder.resolve("run"),
                folder.resolve("spool").resolve(name),
                folder.resolve("cache"),
                List.of(),
                none,
                AgentConfig.withStock(none, Map.of()),
                new BudgetSetting.Fixed(ByteSize.gib(8)));
        var claim = new Playback.Claim.Pretended(4, ByteSize.gib(10), 0);
        PreparedHost host = PreparedHost.replaying(config, traces, new Playback(speed, Duration.ofMillis(100), claim));
        hosts.add(host);
        MetricsServer server = MetricsServer.open("127.0.0.1", 0, host.metrics()::scrape);
        servers.add(server);
        var terms = new HostAgent.Terms(
                ChronoUnit.FOREVER.getDuration(),
                InstantSource.system(),
                System::nanoTime,
                Optional.empty(),
                Optional.of(server.address()),
                line -> {});
        node.spawn(
                HostAgent.create(
                        host, HostAgent.Recovered.of(host), node.scheduler().narrow(), terms),
                "agent-" + name);
    }

    /** As a store has them: of inflate with its resizes and phases, of multivm with the guest's numbers. */
    private static Path recordings(Path folder) throws IOException {
        Path inflate = Files.createDirectories(folder.resolve("inflate"));
        StringBuilder samples = new StringBuilder("time,rss,ram,target\n");
        StringBuilder guest = new StringBuilder("time,rss,small,huge,cached,total\n");
        for (int tick = 0; tick <= 60; tick++) {
            long rss = (300L + 10L * Math.abs(30 - tick)) << 20;
            samples.append(String.format(Locale.ROOT, "%.1f,%d,%d,%d%n", tick / 10.0, rss, rss - 1000, 512L << 20));
            guest.append(String.format(
                    Locale.ROOT, "%.1f,%d,%d,%d,%d,%d%n", tick / 10.0, rss, 50_000, 90, 1 << 20, 1 << 30));
        }
        Files.writeString(inflate.resolve("samples.csv"), samples);
        Files.writeString(
                inflate.resolve("phases.csv"),
                "phase,iteration,start,end\nboot,0,0,1\nshrink,1,1,3\ngrow,1,3,4\nshrink,2,4,5\ngrow,2,5,6\n");
        Files.writeString(inflate.resolve("resizes.csv"), """
                iteration,direction,from,to,reached,ns,source
                1,shrink,1073741824,268435456,268435456,250000000,qmp
                1,grow,268435456,1073741824,1073741824,20000000,qmp
                """);
        Files.writeString(folder.resolve("multivm.csv"), guest);
        return folder;
    }

    /** @param repetitions of each of two cells */
    void submit(int repetitions) throws Exception {
        List<RunId> runs = IntStream.rangeClosed(1, repetitions)
                .boxed()
                .flatMap(repetition ->
                        CELLS.stream().map(cell -> new RunId(StoreFixture.CAMPAIGN, cell.id(), repetition)))
                .toList();
        store.create(new CampaignRecord(
                StoreFixture.CAMPAIGN, "replayed", "", CELLS, runs, Map.of(), "me@lab", StoreFixture.STARTED));
        List<PlannedRun> planned = runs.stream()
                .map(run -> new PlannedRun(
                        run,
                        CELLS.stream()
                                .filter(cell -> cell.id().equals(run.cell()))
                                .findFirst()
                                .orElseThrow()))
                .toList();
        AskPattern.ask(
                        node.scheduler(),
                        (ActorRef<SubmitReply> to) ->
                                (CoordinatorMessage) new Submit(StoreFixture.CAMPAIGN, "replayed", "", planned, to),
                        BOUND,
                        node.system().scheduler())
                .toCompletableFuture()
                .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    URI http() {
        return node.http();
    }

    /** The lines of the coordinator's {@code /metrics}, without comments. */
    List<String> metrics() throws Exception {
        return get("/metrics").lines().filter(line -> !line.startsWith("#")).toList();
    }

    String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(http().resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    /** The value of one series, 0 if there is none. */
    double metric(String series) throws Exception {
        return metrics().stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        node.close();
        servers.forEach(MetricsServer::close);
        for (PreparedHost host : hosts) {
            host.close();
        }
    }
}
