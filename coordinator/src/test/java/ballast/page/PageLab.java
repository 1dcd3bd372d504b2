package ballast.page;

import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.SchedulerCommand.Accepted;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.actor.StartException;
import ballast.coordinator.cli.StoredResults;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Packing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A coordinator with a real store, journal and HTTP port, and agents without VMs. */
final class PageLab implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final ResultStore store;
    private final CoordinatorNode node;

    PageLab(Path folder) throws StartException {
        this(folder, 0);
    }

    /** @param port 0 for one that the kernel picks */
    PageLab(Path folder, int port) throws StartException {
        store = new ResultStore(folder);
        node = CoordinatorNode.start(
                CoordinatorSettings.embedded(folder).withHttpPort(port),
                new CoordinatorNode.Ports(new StoredResults(store), new CoordinatorMetrics(), notice -> {}));
    }

    void host(LivelyAgent.Script script) {
        node.spawn(
                LivelyAgent.create(script, node.scheduler()),
                "agent-" + script.report().id());
    }

    void submit(CampaignId id, String name, List<Cell> cells, Packing packing)
            throws CommitException, ExecutionException, InterruptedException, TimeoutException {
        List<PlannedRun> runs = Samples.runs(id, cells);
        String matrix = "benchmark: inflate\n";
        store.create(new CampaignRecord(
                        id,
                        name,
                        matrix,
                        cells.stream().distinct().toList(),
                        runs.stream().map(PlannedRun::run).toList(),
                        Map.of("ballast", "0.1.0"),
                        "me@lab",
                        Instant.now())
                .with(packing));
        SubmitReply reply = AskPattern.<ballast.message.CoordinatorMessage, SubmitReply>ask(
                        node.scheduler(),
                        to -> new Submit(id, name, matrix, runs, Map.of(), packing, to),
                        BOUND,
                        node.system().scheduler())
                .toCompletableFuture()
                .get(BOUND.toSeconds(), TimeUnit.SECONDS);
        if (!(reply instanceof Accepted)) {
            throw new IllegalStateException("not taken: " + reply);
        }
    }

    URI uri() {
        return node.http();
    }

    ResultStore store() {
        return store;
    }

    @Override
    public void close() {
        node.close();
    }
}
