package ballast.agent.actor;

import ballast.agent.spool.Spool;
import ballast.agent.spool.Uploader;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.model.AttemptId;
import ballast.model.HostId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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

    /** The files are where they should go, or should have gone when that began. */
    record Uploaded(AttemptId attempt, Target target) implements HostAgent.Command {}

    record UploadFailed(AttemptId attempt, Target target, String why) implements HostAgent.Command {}

    /** Uploads at once: a slow coordinator takes so many threads and connections, and no more. */
    static final int AT_ONCE = 4;

    private record Upload(AttemptId attempt, Target target) {}

    private record Entry(Spool.Held held, Optional<Target> target, boolean uploaded) {}

    private final ActorContext<HostAgent.Command> context;
    private final HostId host;
    private final Spool spool;
    private final Executor blocking;
    private final Uploader uploader;
    private final ActorRef<ToCoordinator> coordinator;
    private final ActorRef<ToAgent> agent;
    private final Map<AttemptId, Entry> entries = new TreeMap<>();
    /** Those under way and those that wait. */
    private final Set<Upload> uploading = new HashSet<>();

    private final Queue<Upload> waiting = new ArrayDeque<>();
    private int underWay;

    HeldResults(
            ActorContext<HostAgent.Command> context,
            HostId host,
            Spool spool,
            Uploader uploader,
            Executor blocking,
            ActorRef<ToCoordinator> coordinator,
            ActorRef<ToAgent> agent) {
        this.context = context;
        this.host = host;
        this.spool = spool;
        this.blocking = blocking;
        this.uploader = uploader;
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

    /** Uploads, unless that is under way: whoever asks again has not got the files, or has lost them. */
    void upload(AttemptId attempt, Target target) {
        Entry known = entries.get(attempt);
        boolean nothingToSend = known.held.files().isEmpty();
        entries.put(attempt, new Entry(known.held, Optional.of(target), nothingToSend));
        if (nothingToSend) {
            announce(attempt); // not behind files that a slow coordinator does not take
        } else {
            enqueue(attempt, target);
        }
    }

    private void enqueue(AttemptId attempt, Target target) {
        Upload upload = new Upload(attempt, target);
        if (uploading.add(upload)) {
            waiting.add(upload);
            startUploads();
        }
    }

    /** What was forgotten or was given another target while it waited is passed over. */
    private void startUploads() {
        while (underWay < AT_ONCE && !waiting.isEmpty()) {
            Upload next = waiting.remove();
            Entry known = entries.get(next.attempt);
            if (known != null && known.target.equals(Optional.of(next.target))) {
                underWay++;
                startUpload(known.held, next.target);
            } else {
                uploading.remove(next);
            }
        }
    }

    private void uploadEnded(AttemptId attempt, Target target) {
        uploading.remove(new Upload(attempt, target));
        underWay--;
        startUploads();
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
                blocking);
        context.pipeToSelf(
                upload,
                (nothing, error) -> error == null
                        ? new Uploaded(held.attempt(), target)
                        : new UploadFailed(held.attempt(), target, String.valueOf(error.getCause())));
    }

    void uploaded(Uploaded done) {
        uploadEnded(done.attempt, done.target);
        Entry known = entries.get(done.attempt);
        if (known != null && known.target.equals(Optional.of(done.target))) {
            entries.put(done.attempt, new Entry(known.held, known.target, true));
            announce(done.attempt);
        }
    }

    /** Tried again at the next announcement. */
    void uploadFailed(UploadFailed failed) {
        uploadEnded(failed.attempt, failed.target);
        context.getLog().warn("upload of {} failed and is tried again: {}", failed.attempt, failed.why);
    }

    private void announce(AttemptId attempt) {
        Spool.Held held = entries.get(attempt).held;
        coordinator.tell(new ToCoordinator.AttemptEnded(host, attempt, held.outcome(), held.files(), agent));
    }

    void announceAgain() {
        entries.forEach((attempt, entry) -> {
            if (entry.uploaded) {
                announce(attempt);
            } else {
                entry.target.ifPresent(target -> enqueue(attempt, target));
            }
        });
    }

    void forget(AttemptId attempt) {
        entries.remove(attempt);
        CompletableFuture<Void> removed = CompletableFuture.runAsync(
                () -> {
                    try {
                        spool.forget(attempt);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                blocking);
        removed.exceptionally(error -> {
            // it is removed when the agent starts again, or acknowledged a second time
            org.slf4j.LoggerFactory.getLogger(HeldResults.class)
                    .warn("cannot remove {} from the spool", attempt, error);
            return null;
        });
    }
}
