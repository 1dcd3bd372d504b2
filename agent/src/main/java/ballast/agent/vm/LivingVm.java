package ballast.agent.vm;

import ballast.agent.guest.GuestShell;
import ballast.agent.guest.GuestStatistics;
import ballast.agent.guest.SerialStatistics;
import ballast.agent.host.ProcessMemory;
import ballast.agent.qemu.QmpClient;
import ballast.agent.sample.AttemptClock;
import ballast.agent.sample.VmFiles;
import ballast.agent.sample.Watch;
import ballast.agent.system.GuardedProcess;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.VmStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * What a VM holds while it lives, and its steps: spawn, connect, awaitGuest, login, and cleanUp from wherever it got to. The
 * steps block and are called one after the other; {@link #kill} may come at any time.
 */
public final class LivingVm {
    private final VmPlan plan;
    private final HostTools tools;
    private final VmBuilder builder;
    private final AttemptClock clock;
    private final Consumer<String> onSamplingError;
    private final TimeAccount account = new TimeAccount();

    private volatile Optional<GuardedProcess> process = Optional.empty();
    private volatile Optional<Monitor> monitor = Optional.empty();
    private volatile Optional<SerialStatistics> guestPort = Optional.empty();
    private volatile Optional<GuestStatistics> statistics = Optional.empty();
    private volatile Optional<GuestShell> shell = Optional.empty();
    private volatile Optional<Watch> watch = Optional.empty();
    private volatile Optional<PhaseLog> phases = Optional.empty();
    private volatile Optional<VmFiles> files = Optional.empty();
    private volatile long bootNanos;
    private volatile long killNanos;

    /** @param onSamplingError told when samples cannot be written any more */
    public LivingVm(VmPlan plan, HostTools tools, AttemptClock clock, Consumer<String> onSamplingError) {
        this.plan = plan;
        this.tools = tools;
        this.builder = new VmBuilder(plan, tools);
        this.clock = clock;
        this.onSamplingError = onSamplingError;
    }

    /** Opens the raw files and starts QEMU. */
    public void spawn() throws FaultException {
        long start = System.nanoTime();
        try {
            files = Optional.of(new VmFiles(plan.results()));
            phases = Optional.of(new PhaseLog(plan.results()));
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "VM " + plan.index() + ": cannot write results: " + e, e);
        }
        process = Optional.of(builder.spawn());
        bootNanos = System.nanoTime();
        account.add(TimeAccount.Item.SETUP, bootNanos - start);
    }

    public CompletableFuture<GuardedProcess.Exit> exited() {
        return process.orElseThrow().exited();
    }

    /** Connects QEMU's monitor and begins to sample. */
    public void connect() throws FaultException, InterruptedException {
        unlessQemuEnds(this::connectMonitor);
    }

    /** Waits until the guest answers. */
    public void awaitGuest() throws FaultException, InterruptedException {
        unlessQemuEnds(this::awaitAnswer);
    }

    /** Logs in over SSH and lets the sampler ask the guest. */
    public void login() throws FaultException, InterruptedException {
        unlessQemuEnds(this::logIn);
    }

    private interface Step {
        void run() throws FaultException, InterruptedException;
    }

    /** A connection that breaks because QEMU ended is told as QEMU's end. */
    private void unlessQemuEnds(Step step) throws FaultException, InterruptedException {
        try {
            step.run();
        } catch (FaultException e) {
            throw Death.of(process.orElseThrow())
                    .map(exit -> new FaultException(
                            FailureKind.BOOT,
                            "VM " + plan.index() + ": QEMU ended before the guest was ready: " + exit,
                            e))
                    .orElse(e);
        }
    }

    private void connectMonitor() throws FaultException, InterruptedException {
        Monitor connected = builder.connect(process.orElseThrow());
        monitor = Optional.of(connected);
        ProcessMemory memory = new ProcessMemory(process.orElseThrow().pid(), connected.ram());
        Watch begun = tools.sampler().watch(memory, plan.sampling(), clock, files.orElseThrow(), onSamplingError);
        begun.target(plan.spec().initial().bytes());
        watch = Optional.of(begun);
    }

    private void awaitAnswer() throws FaultException, InterruptedException {
        guestPort = builder.openGuestPort();
        if (guestPort.isPresent()) {
            awaitHello(guestPort.get());
            statistics = Optional.of(guestPort.get());
        } else {
            shell = Optional.of(builder.loginWhenBooted(monitor.orElseThrow().sshPort(), process.orElseThrow()));
            statistics = Optional.of(builder.statisticsOver(shell.get()));
        }
        account.add(TimeAccount.Item.BOOT, System.nanoTime() - bootNanos);
    }

    private static void awaitHello(SerialStatistics port) throws FaultException, InterruptedException {
        try {
            port.hello().get();
        } catch (ExecutionException e) {
            throw new FaultException(
                    FailureKind.BOOT, "the guest's port: " + e.getCause().getMessage(), e);
        }
    }

    private void logIn() throws FaultException {
        long start = System.nanoTime();
        if (shell.isEmpty()) {
            shell = Optional.of(builder.login(monitor.orElseThrow().sshPort()));
        }
        watch.orElseThrow().ask(statistics.orElseThrow());
        account.add(TimeAccount.Item.SETUP, System.nanoTime() - start);
    }

    /** The VM as benchmarks use it, once logged in. */
    public VmSession session() {
        return new VmSession(
                plan,
                process.orElseThrow(),
                monitor.orElseThrow(),
                shell.orElseThrow(),
                watch.orElseThrow(),
                clock,
                phases.orElseThrow(),
                files.orElseThrow(),
                account);
    }

    public void kill() {
        killNanos = System.nanoTime();
        process.ifPresent(GuardedProcess::kill);
    }

    /** As it is now; once {@link #connect} is done. */
    public VmStatus status() {
        Watch.Latest latest = watch.orElseThrow().latest();
        double free = latest.guest().map(numbers -> (double) numbers.free()).orElse(Double.NaN);
        return new VmStatus(
                plan.index(),
                phases.orElseThrow().current(),
                latest.rssBytes(),
                latest.ramBytes(),
                latest.targetBytes(),
                free);
    }

    QmpClient qmp() {
        return monitor.orElseThrow().qmp();
    }

    int sshPort() {
        return monitor.orElseThrow().sshPort();
    }

    GuestShell shell() {
        return shell.orElseThrow();
    }

    public TimeAccount account() {
        return account;
    }

    /**
     * Closes everything, once the process is gone.
     *
     * @return what helps to understand a failure
     * @throws UncheckedIOException if raw files could not be written to their end (disk full)
     */
    public List<String> cleanUp() {
        if (killNanos != 0) {
            account.add(TimeAccount.Item.STOP, System.nanoTime() - killNanos);
        }
        long start = System.nanoTime();
        try {
            List<String> evidence = builder.evidence();
            shell.ifPresent(GuestShell::close);
            guestPort.ifPresent(SerialStatistics::close);
            monitor.ifPresent(connected -> connected.qmp().close());
            closeFiles();
            builder.cleanUp();
            return evidence;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            account.add(TimeAccount.Item.COLLECT, System.nanoTime() - start);
        }
    }

    private void closeFiles() throws IOException {
        try {
            if (watch.isPresent()) {
                watch.get().end();
            } else if (files.isPresent()) {
                files.get().close();
            }
        } finally {
            if (phases.isPresent()) {
                phases.get().close(clock.seconds());
            }
        }
    }
}
