package ballast.agent.qemu;

import ballast.agent.system.GuardedProcess;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Connects to the monitor of a QEMU that was just started. */
public final class StartingQemu {
    /** QEMU opens its sockets within some ten ms; more only on a host in trouble. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private StartingQemu() {}

    /**
     * Waits until QEMU listens, and shakes hands.
     *
     * @throws FaultException of kind BOOT if it ends instead, of kind TIMEOUT if it does not listen
     */
    public static QmpClient connect(GuardedProcess process, Path socket) throws FaultException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                return QmpClient.connect(socket, BOUND, event -> {});
            } catch (IOException e) {
                if (process.exited().isDone()) {
                    throw new FaultException(
                            FailureKind.BOOT,
                            "QEMU ended at its start: " + process.exited().join(),
                            e);
                }
                if (System.nanoTime() - start > BOUND.toNanos()) {
                    throw new FaultException(
                            FailureKind.TIMEOUT, "QEMU opened no monitor within " + BOUND.toSeconds() + " s", e);
                }
                LockSupport.parkNanos(2_000_000);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }
}
