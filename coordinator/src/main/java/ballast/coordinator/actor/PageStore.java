package ballast.coordinator.actor;

import ballast.coordinator.http.ApiAnswer;
import ballast.coordinator.http.ApiAnswer.FilePart;
import ballast.coordinator.results.PackingRecord;
import ballast.model.CampaignId;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the live page wants of the results store, on threads that may block. */
final class PageStore {
    private static final Logger LOG = LoggerFactory.getLogger(PageStore.class);

    private final ResultPort results;
    private final Executor blocking;

    PageStore(ActorSystem<?> system, ResultPort results) {
        this.results = results;
        blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    CompletionStage<ApiAnswer> figures(CampaignId campaign) {
        return answering(
                "the figures of campaign " + campaign,
                () -> results.figures(campaign)
                        .map(ApiAnswer::ok)
                        .orElseGet(
                                () -> ApiAnswer.error(404, "campaign " + campaign + " is not in the store any more")));
    }

    /** Empty, too, if it cannot be read: what happened is shown without it. */
    CompletionStage<Optional<PackingRecord>> planned(CampaignId campaign) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return results.planned(campaign);
                    } catch (IOException e) {
                        LOG.warn("the plan of campaign {} cannot be read: {}", campaign, e.getMessage());
                        return Optional.empty();
                    }
                },
                blocking);
    }

    /** @param known what is known of it without the store, which gets what the store has as {@code stored} */
    CompletionStage<ApiAnswer> run(RunId run, ObjectNode known) {
        return answering("what " + run + " left", () -> {
            Optional<ObjectNode> stored = results.run(run);
            stored.ifPresentOrElse(left -> known.set("stored", left), () -> known.putNull("stored"));
            return ApiAnswer.ok(known);
        });
    }

    CompletionStage<ApiAnswer> file(RunId run, List<String> path, long tail) {
        String name = String.join("/", path);
        return answering("the file " + name, () -> {
            Optional<Path> file = results.file(run, path);
            if (file.isEmpty()) {
                return ApiAnswer.error(
                        404, "run " + run + " has no file " + name + "; files are there when it has ended");
            }
            long size = Files.size(file.get());
            long from = tail < 0 ? 0 : Math.max(0, size - tail);
            return new FilePart(file.get(), from, size - from);
        });
    }

    private CompletionStage<ApiAnswer> answering(String what, Reading<ApiAnswer> reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reading.read();
                    } catch (IOException e) {
                        return ApiAnswer.error(500, what + " cannot be read: " + e.getMessage());
                    }
                },
                blocking);
    }
}
