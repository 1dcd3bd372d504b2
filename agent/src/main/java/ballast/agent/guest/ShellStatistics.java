package ballast.agent.guest;

import ballast.model.FaultException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Statistics over SSH, for images without our guest-agent: one process per question, 10 to 30 ms. */
public final class ShellStatistics implements GuestStatistics {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final GuestShell shell;
    private final Executor blocking;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param shell stays open when this is closed */
    public ShellStatistics(GuestShell shell, Executor blocking) {
        this.shell = shell;
        this.blocking = blocking;
    }

    @Override
    public CompletableFuture<GuestNumbers> ask() {
        if (!busy.compareAndSet(false, true)) {
            // questions that pile up in a busy guest would only keep it busier, and the workload shares their
            // connection
            return CompletableFuture.failedFuture(new IOException("the question before is not answered yet"));
        }
        return CompletableFuture.supplyAsync(this::read, blocking);
    }

    private GuestNumbers read() {
        try {
            return GuestNumbers.parse(cat("/proc/meminfo"), cat("/proc/buddyinfo"), cat("/proc/zoneinfo"));
        } finally {
            busy.set(false);
        }
    }

    private String cat(String file) {
        try {
            return shell.run(Command.of("cat", file), TIMEOUT).stdout();
        } catch (FaultException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        // nothing of its own
    }
}
