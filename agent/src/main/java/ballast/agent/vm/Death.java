package ballast.agent.vm;

import ballast.agent.system.GuardedProcess;
import ballast.agent.system.GuardedProcess.Exit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells a broken connection to a VM from the VM's end, which causes it but is told a little later. */
final class Death {
    private static final long TOLD_WITHIN_MS = 500;

    private Death() {}

    /** How the process ended, if it did; waits a moment for it. */
    static Optional<Exit> of(GuardedProcess process) throws InterruptedException {
        return within(process, TOLD_WITHIN_MS * 1_000_000);
    }

    /** Waits so long for the end; empty if the process still lives then. */
    static Optional<Exit> within(GuardedProcess process, long nanos) throws InterruptedException {
        try {
            return Optional.of(process.exited().get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process's end cannot fail", e);
        }
    }
}
