package ballast.agent.vm;

import ballast.agent.guard.AttemptWatch;
import ballast.agent.guest.GuestNumbers;
import ballast.agent.guest.GuestShell;
import ballast.agent.guest.GuestStatistics;
import ballast.agent.guest.SerialStatistics;
import ballast.agent.host.ProcessMemory;
import ballast.agent.qemu.QmpClient;
import ballast.agent.sample.AttemptClock;
import ballast.agent.sample.VmFiles;
import ballast.agent.sample.Watch;
import ballast.agent.system.GuardedProcess;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.VmStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a VM holds while it lives, and its steps: spawn, connect, awaitGuest, login, and cleanUp from wherever it got to. The
 * steps block and are called one after the other; {@link #kill} and {@link #abandon} may come at any time.
 */
public final class LivingVm {
    private static final long HUGE_PAGE = 2 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(LivingVm.class);
    private final VmPlan plan;
    private final HostTools tools;
    private final VmBuilder builder;
    private final AttemptClock clock;
    private final Consumer<String> onSamplingError;
    private final TimeAccount account = new TimeAccount();

    /** In bytes: what nothing but its benchmark may grow the VM beyond. */
    private final AtomicLong sizeLimit = new AtomicLong(Long.MAX_VALUE);

    private volatile Optional<GuardedProcess> process = Optional.empty();
    private volatile Optional<GuardedQemu> guarded = Optional.empty();
    private volatile Optional<Monitor> monitor = Optional.empty();
    private volatile Optional<SerialStatistics> guestPort = Optional.empty();
    private volatile Optional<GuestStatistics> statistics = Optional.empty();
    private volatile Optional<GuestShell> shell = Optional.empty();
    private volatile Optional<Watch> watch = Optional.empty();
    private volatile Optional<PhaseLog> phases = Optional.empty();
    private volatile Map<String, String> reporting = Map.of();
    private volatile Optional<VmFiles> files = Optional.empty();
    /** Held where a step hands over what it opened: after the clean-up it must close it instead. */
    private final Object lock = new Object();

    private boolean abandoned;
    private boolean closed;
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
        spawnProcess();
        bootNanos = System.nanoTime();
        account.add(TimeAccount.Item.SETUP, bootNanos - start);
    }

    private void spawnProcess() throws FaultException {
        GuardedProcess started = builder.spawn();
        tools.watch().ifPresent(watching -> beginGuarding(watching, started));
        synchronized (lock) {
            process = Optional.of(started);
            if (abandoned) {
                endAbandoned(started);
            }
        }
    }

    /** Its memory counts from its first moment on. */
    private void beginGuarding(AttemptWatch watching, GuardedProcess started) {
        GuardedQemu vm = new GuardedQemu(plan, started.pid(), sizeLimit);
        guarded = Optional.of(vm);
        watching.add(vm);
        started.exited().thenRun(() -> watching.remove(vm)).exceptionally(error -> {
            LOG.warn("VM {}: the memory guard goes on watching it", plan.name(), error);
            return null;
        });
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

    /**
     * Sets what the cell asks of the guest's kernel.
     *
     * @throws UnsupportedException if that cannot do it
     */
    public void configureGuest() throws FaultException, UnsupportedException, InterruptedException {
        if (plan.spec().mode().reportsFreePages()) {
            unlessQemuEnds(() -> reporting = new ReportingParameters(shell.orElseThrow(), plan.index())
                    .set(plan.spec().reporting()));
        }
    }

    /** How the guest's kernel reports free pages, by its parameters' names; empty for modes in which it does not. */
    public Map<String, String> reporting() {
        return reporting;
    }

    private interface Step<X extends Exception> {
        void run() throws FaultException, InterruptedException, X;
    }

    /** A connection that breaks because QEMU ended is told as QEMU's end. */
    private <X extends Exception> void unlessQemuEnds(Step<X> step) throws FaultException, InterruptedException, X {
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
        ProcessMemory memory = new ProcessMemory(process.orElseThrow().pid(), connected.ram());
        keep(() -> monitor = Optional.of(connected), connected.qmp()::close);
        keep(
                () -> {
                    Watch begun =
                            tools.sampler().watch(memory, plan.sampling(), clock, files.orElseThrow(), onSamplingError);
                    begun.target(plan.spec().initial().bytes());
                    watch = Optional.of(begun);
                    guarded.ifPresent(vm -> vm.connected(connected.qmp(), begun));
                },
                () -> {});
    }

    /** Takes over what a step has opened, or closes it, if everything else was closed meanwhile. */
    private void keep(Runnable take, Runnable close) throws FaultException {
        synchronized (lock) {
            if (!closed) {
                take.run();
                return;
            }
        }
        close.run();
        throw new FaultException(FailureKind.CANCELLED, "VM " + plan.index() + ": it was ended meanwhile");
    }

    private void awaitAnswer() throws FaultException, InterruptedException {
        Optional<SerialStatistics> port = builder.openGuestPort();
        if (port.isPresent()) {
            keep(() -> guestPort = port, port.get()::close);
            awaitAnswerFrom(port.get());
            statistics = Optional.of(port.get());
        } else {
            GuestShell login = builder.loginWhenBooted(monitor.orElseThrow().sshPort(), process.orElseThrow());
            keep(() -> shell = Optional.of(login), login::close);
            statistics = Optional.of(builder.statisticsOver(login));
        }
        account.add(TimeAccount.Item.BOOT, System.nanoTime() - bootNanos);
    }

    private static void awaitAnswerFrom(SerialStatistics port) throws FaultException, InterruptedException {
        try {
            port.awaitAnswer();
        } catch (IOException e) {
            throw new FaultException(FailureKind.BOOT, "the guest's port: " + e.getMessage(), e);
        }
    }

    private void logIn() throws FaultException {
        long start = System.nanoTime();
        if (shell.isEmpty()) {
            GuestShell login = builder.login(monitor.orElseThrow().sshPort());
            keep(() -> shell = Optional.of(login), login::close);
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
                account,
                sizeLimit);
    }

    public void kill() {
        killNanos = System.nanoTime();
        process.ifPresent(GuardedProcess::kill);
    }

    /** Nobody watches over it any more: ends it and closes everything, whatever step is under way. */
    public void abandon() {
        synchronized (lock) {
            abandoned = true;
            process.ifPresent(this::endAbandoned);
        }
    }

    private void endAbandoned(GuardedProcess left) {
        left.kill();
        left.exited().thenRunAsync(this::cleanUp, tools.blocking()).exceptionally(error -> {
            LOG.warn("VM {}: cannot clean up", plan.name(), error);
            return null;
        });
    }

    /** As it is now; once {@link #connect} is done. */
    public VmStatus status() {
        Watch.Latest latest = watch.orElseThrow().latest();
        OptionalLong actual = watch.orElseThrow().actual();
        return new VmStatus(
                plan.index(),
                phases.orElseThrow().current(),
                latest.rssBytes(),
                latest.ramBytes(),
                latest.targetBytes(),
                known(latest.guest(), GuestNumbers::free),
                Optional.of(new VmStatus.Detail(
                        latest.sampled(),
                        actual.isPresent() ? (double) actual.getAsLong() : Double.NaN,
                        known(latest.guest(), guest -> guest.huge() * HUGE_PAGE),
                        known(latest.guest(), GuestNumbers::cached),
                        known(latest.guest(), GuestNumbers::total))));
    }

    private static double known(Optional<GuestNumbers> guest, ToLongFunction<GuestNumbers> number) {
        return guest.map(numbers -> (double) number.applyAsLong(numbers)).orElse(Double.NaN);
    }

    GuardedQemu guarded() {
        return guarded.orElseThrow();
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
     * What a VM leaves.
     *
     * @param evidence what helps to understand a failure
     * @param fault raw files could not be written to their end (disk full), or kept
     */
    public record Remains(List<String> evidence, Optional<Failure> fault) {}

    private interface Closed {
        void close() throws IOException;
    }

    /** Closes everything, once the process is gone; all of it, also when some of it fails. */
    public Remains cleanUp() {
        synchronized (lock) {
            closed = true;
        }
        if (killNanos != 0) {
            account.add(TimeAccount.Item.STOP, System.nanoTime() - killNanos);
        }
        long start = System.nanoTime();
        List<String> evidence = builder.evidence();
        shell.ifPresent(GuestShell::close);
        guestPort.ifPresent(SerialStatistics::close);
        monitor.ifPresent(connected -> connected.qmp().close());
        Optional<Failure> unwritten = faultOf(this::closeFiles);
        Optional<Failure> unkept = faultOf(builder::cleanUp);
        account.add(TimeAccount.Item.COLLECT, System.nanoTime() - start);
        return new Remains(evidence, unwritten.or(() -> unkept));
    }

    private Optional<Failure> faultOf(Closed work) {
        try {
            work.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Failure(FailureKind.HOST, "VM " + plan.index() + ": " + e, List.of()));
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
