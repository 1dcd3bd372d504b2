package ballast.agent.actor;

import ballast.agent.spool.Spool;
import ballast.agent.spool.Uploader;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.model.AttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The results that are not acknowledged yet: uploads them, announces them, and forgets them when told. */
final class HeldResults {
    /** Where a result goes; the token is a secret and stays out of logs. */
    record Target(String uri, String token) {
        @Override
        public String toString() {
            return uri;
        }
    }

    record Uploaded(AttemptId attempt) implements HostAgent.Command {}

    record UploadFailed(AttemptId attempt, String why) implements HostAgent.Command {}

    private record Entry(Spool.Held held, Optional<Target> target, boolean uploaded) {}

    private final ActorContext<HostAgent.Command> context;
    private final PreparedHost host;
    private final Uploader uploader;
    private final ActorRef<ToCoordinator> coordinator;
    private final ActorRef<ToAgent> agent;
    private final Map<AttemptId, Entry> entries = new TreeMap<>();
    private final Set<AttemptId> uploading = new HashSet<>();

    HeldResults(
            ActorContext<HostAgent.Command> context,
            PreparedHost host,
            ActorRef<ToCoordinator> coordinator,
            ActorRef<ToAgent> agent) {
        this.context = context;
        this.host = host;
        this.uploader = new Uploader(host.spool());
        this.coordinator = coordinator;
        this.agent = agent;
    }

    void keep(Spool.Held held) {
        entries.put(held.attempt(), new Entry(held, Optional.empty(), false));
    }

    boolean has(AttemptId attempt) {
        return entries.containsKey(attempt);
    }

    List<AttemptId> attempts() {
        return List.copyOf(entries.keySet());
    }

    /** Uploads, unless that is under way; a new target means a new coordinator, which has nothing yet. */
    void upload(AttemptId attempt, Target target) {
        Entry known = entries.get(attempt);
        boolean done = known.uploaded && known.target.equals(Optional.of(target));
        entries.put(attempt, new Entry(known.held, Optional.of(target), done));
        if (done) {
            announce(attempt);
        } else if (uploading.add(attempt)) {
            startUpload(known.held, target);
        }
    }

    private void startUpload(Spool.Held held, Target target) {
        var upload = CompletableFuture.runAsync(
                () -> {
                    try {
                        uploader.upload(held, target.uri, target.token);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                },
                host.tools().blocking());
        context.pipeToSelf(
                upload,
                (nothing, error) -> error == null
                        ? new Uploaded(held.attempt())
                        : new UploadFailed(held.attempt(), String.valueOf(error.getCause())));
    }

    void uploaded(Uploaded done) {
        uploading.remove(done.attempt);
        Entry known = entries.get(done.attempt);
        if (known != null) {
            entries.put(done.attempt, new Entry(known.held, known.target, true));
            announce(done.attempt);
        }
    }

    /** Tried again at the next announcement. */
    void uploadFailed(UploadFailed failed) {
        uploading.remove(failed.attempt);
        context.getLog().warn("upload of {} failed and is tried again: {}", failed.attempt, failed.why);
    }

    private void announce(AttemptId attempt) {
        Spool.Held held = entries.get(attempt).held;
        coordinator.tell(
                new ToCoordinator.AttemptEnded(host.report().id(), attempt, held.outcome(), held.files(), agent));
    }

    void announceAgain() {
        entries.forEach((attempt, entry) -> {
            if (entry.uploaded) {
                announce(attempt);
            } else if (entry.target.isPresent() && uploading.add(attempt)) {
                startUpload(entry.held, entry.target.get());
            }
        });
    }

    void forget(AttemptId attempt) {
        entries.remove(attempt);
        CompletableFuture<Void> removed = CompletableFuture.runAsync(
                () -> {
                    try {
                        host.spool().forget(attempt);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                host.tools().blocking());
        removed.exceptionally(error -> {
            // it is removed when the agent starts again, or acknowledged a second time
            org.slf4j.LoggerFactory.getLogger(HeldResults.class)
                    .warn("cannot remove {} from the spool", attempt, error);
            return null;
        });
    }
}
