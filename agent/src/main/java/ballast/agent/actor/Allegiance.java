package ballast.agent.actor;

import ballast.message.ToAgent;
import ballast.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom an agent obeys: one lab, and there no coordinator that a later one has replaced. Kept beside the spool, so that a restarted agent
 * refuses an old coordinator, too, and never gives results of one lab to another.
 */
final class Allegiance {
    private static final Logger LOG = LoggerFactory.getLogger(Allegiance.class);

    /**
     * What is kept.
     *
     * @param epoch the highest that was heard of
     */
    record Known(String lab, long epoch) {
        static final Known NOBODY = new Known("", 0);
    }

    private final Path file;
    private final Executor blocking;
    private Known known;
    private boolean foreign;

    private Allegiance(Path file, Executor blocking, Known known) {
        this.file = file;
        this.blocking = blocking;
        this.known = known;
    }

    /** What an earlier agent has kept here; an unreadable file counts as none, and is said to. Blocks. */
    static Allegiance recall(Path file, Executor blocking) {
        Known known = Known.NOBODY;
        if (Files.exists(file)) {
            try {
                known = Json.mapper().readValue(file.toFile(), Known.class);
            } catch (IOException e) {
                LOG.warn("{} cannot be read, any coordinator is obeyed now: {}", file, e.toString());
            }
        }
        return new Allegiance(file, blocking, known);
    }

    /** @return why it is refused; empty if it is to be obeyed */
    Optional<String> judge(ToAgent message) {
        if (message instanceof ToAgent.Welcome welcome) {
            foreign = !known.lab.isEmpty() && !known.lab.equals(welcome.lab());
        }
        if (foreign) {
            return Optional.of("the coordinator is of another lab than this host's (" + known.lab
                    + "); to let the host serve it, stop the agent, see to what lies in its spool, and remove " + file);
        }
        if (message.epoch() < known.epoch) {
            return Optional.of("the coordinator's epoch is " + message.epoch() + ", and " + known.epoch
                    + " was heard of: another one has replaced it");
        }
        learn(message instanceof ToAgent.Welcome welcome ? welcome.lab() : known.lab, message.epoch());
        return Optional.empty();
    }

    private void learn(String lab, long epoch) {
        Known next = new Known(lab, epoch);
        if (!next.equals(known)) {
            known = next;
            blocking.execute(() -> keep(next));
        }
    }

    /** One at a time, and the highest last: an epoch that is not kept for lack of room is learnt again. */
    private synchronized void keep(Known next) {
        try {
            Files.createDirectories(file.getParent());
            Path partial = file.resolveSibling(file.getFileName() + ".part");
            Files.write(partial, Json.mapper().writeValueAsBytes(next));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("cannot keep the coordinator's epoch in {}: {}", file, e.toString());
        }
    }

    long epoch() {
        return known.epoch;
    }
}
