package ballast.agent.actor;

import ballast.agent.spool.Spool;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.SpoolUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Keeps a spool within its limit: from 90 % on nothing begins, above 100 % everything that runs ends. It is measured with
 * the agent's pulse, so that between two looks it may grow further.
 */
final class SpoolWatch {
    static final int WARN_PERCENT = 80;

    /** How full the spool is now. */
    record Measured(SpoolUse use) implements HostAgent.Command {}

    /** It could not be measured. */
    record NotMeasured(String why) implements HostAgent.Command {}

    private final ActorContext<HostAgent.Command> context;
    private final HostId host;
    private final Spool spool;
    private final Executor blocking;
    private final Consumer<String> notices;
    private boolean measuring;
    private boolean warned;
    private boolean overLimit;

    /** @param notices takes what the host's people shall be told at once, a line each */
    SpoolWatch(
            ActorContext<HostAgent.Command> context,
            HostId host,
            Spool spool,
            Executor blocking,
            Consumer<String> notices) {
        this.context = context;
        this.host = host;
        this.spool = spool;
        this.blocking = blocking;
        this.notices = notices;
    }

    SpoolUse use() {
        return spool.use();
    }

    /** One measurement at a time; {@link Measured} or {@link NotMeasured} tells its end. */
    void measure() {
        if (measuring) {
            return;
        }
        measuring = true;
        CompletableFuture<SpoolUse> use = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return spool.measure();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                blocking);
        context.pipeToSelf(
                use,
                (found, error) ->
                        error == null ? new Measured(found) : new NotMeasured(String.valueOf(error.getCause())));
    }

    /** Why what runs has to end; empty if the spool is within its limit. */
    Optional<Failure> measured(Measured measured) {
        measuring = false;
        SpoolUse use = measured.use;
        if (use.over(WARN_PERCENT) && !warned) {
            String line = "the spool is over " + WARN_PERCENT + " % full, " + use.toHumanText() + ": from "
                    + SpoolUse.FULL_PERCENT + " % on nothing begins here; " + remedy();
            say(line);
        }
        warned = use.over(WARN_PERCENT);
        Optional<Failure> why =
                use.over(100) ? Optional.of(failure("grew over its limit: it holds ", use)) : Optional.empty();
        why.filter(first -> !overLimit).ifPresent(first -> say(first.message() + "; what runs here is ended"));
        overLimit = why.isPresent();
        return why;
    }

    private void say(String line) {
        context.getLog().warn(line);
        notices.accept(line);
    }

    /** What it was before still counts. */
    void notMeasured(NotMeasured failed) {
        measuring = false;
        context.getLog().warn("the spool cannot be measured: {}", failed.why);
    }

    /** Why nothing can begin here now; empty if something can. */
    Optional<Failure> refusal() {
        SpoolUse use = spool.use();
        return use.full()
                ? Optional.of(failure("is over " + SpoolUse.FULL_PERCENT + " % full: it holds ", use))
                : Optional.empty();
    }

    private Failure failure(String what, SpoolUse use) {
        return new Failure(
                FailureKind.HOST,
                "host " + host + ": its spool " + what + use.toHumanText() + " (spool-limit); " + remedy(),
                List.of());
    }

    private static String remedy() {
        return "let the coordinator take the results that wait in it, or set a larger spool-limit";
    }
}
