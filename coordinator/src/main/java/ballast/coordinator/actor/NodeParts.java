package ballast.coordinator.actor;

import ballast.coordinator.http.HttpServer;
import ballast.message.CoordinatorMessage;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a started node is made of, and the order in which it ends. */
record NodeParts(
        AutoCloseable lock,
        AutoCloseable journal,
        ActorSystem<NodeGuardian.Spawn<?>> system,
        HttpServer http,
        ActorRef<CoordinatorMessage> scheduler) {
    private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);
    private static final Duration HTTP_PATIENCE = Duration.ofMillis(500);

    /** From the outside in: the journal is closed when no actor writes any more, and the store is free last. */
    void close(Duration bound) {
        await("HTTP", http.close(HTTP_PATIENCE), bound);
        system.terminate();
        await("the actor system", system.getWhenTerminated(), bound);
        closeQuietly("the journal", journal);
        closeQuietly("the store's lock", lock);
    }

    static void closeQuietly(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("closing {}", what, e);
        }
    }

    static void await(String what, CompletionStage<?> end, Duration bound) {
        try {
            end.toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} did not end in {}", what, bound, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
