package ballast.coordinator.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM: tells the command, and gives it some time to end its VMs before the process does. */
final class Interrupt implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(40);

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onExit, "interrupt");

    Interrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Completes when the user wants the program to end. */
    CompletableFuture<Void> asked() {
        return asked;
    }

    private void onExit() {
        asked.complete(null);
        try {
            if (!done.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println(
                        "ballast: not everything ended within " + BOUND.toSeconds() + " s; the guard ends the VMs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command is done; the process may end. */
    @Override
    public void close() {
        done.countDown();
        if (!asked.isDone()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
