package ballast.agent.vm;

import ballast.agent.guest.GuestShell;
import ballast.agent.workload.Vm;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program in the guest that a thread of its own waits for. */
final class BackgroundRun implements Vm.Background {
    /** The program, to its end. */
    interface Program {
        GuestShell.Result run() throws FaultException, InterruptedException, IOException;
    }

    /** Waits, and may fail as any step with the VM. */
    interface Waiting {
        Optional<GuestShell.Result> get() throws FaultException, InterruptedException, IOException;
    }

    /** Books the time of waiting, and tells a VM's death. */
    interface Accounting {
        Optional<GuestShell.Result> account(Waiting waiting) throws FaultException, InterruptedException;
    }

    private final CompletableFuture<GuestShell.Result> done = new CompletableFuture<>();
    private final Accounting accounting;
    private final Thread thread;

    private BackgroundRun(String name, Program program, Accounting accounting) {
        this.accounting = accounting;
        this.thread = new Thread(() -> run(program), name);
        thread.setDaemon(true);
    }

    static BackgroundRun start(String name, Program program, Accounting accounting) {
        BackgroundRun run = new BackgroundRun(name, program, accounting);
        run.thread.start();
        return run;
    }

    private void run(Program program) {
        try {
            done.complete(program.run());
        } catch (Throwable e) { // whoever waits is told, whatever it is
            done.completeExceptionally(e);
        }
    }

    @Override
    public Optional<GuestShell.Result> within(Duration length) throws FaultException, InterruptedException {
        return accounting.account(() -> {
            try {
                return Optional.of(done.get(length.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw fault(e.getCause());
            }
        });
    }

    @Override
    public GuestShell.Result end() throws FaultException, InterruptedException {
        return accounting
                .account(() -> {
                    try {
                        return Optional.of(done.get());
                    } catch (ExecutionException e) {
                        throw fault(e.getCause());
                    }
                })
                .orElseThrow();
    }

    private static FaultException fault(Throwable cause) {
        return cause instanceof FaultException fault
                ? fault
                : new FaultException(FailureKind.WORKLOAD, "the program in the guest: " + cause, cause);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
