package ballast.agent.vm;

import ballast.agent.device.ConsoleMarkers;
import ballast.agent.device.ReclamationDevice;
import ballast.agent.device.Resize;
import ballast.agent.device.Resizer;
import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.agent.qemu.QmpClient;
import ballast.agent.sample.AttemptClock;
import ballast.agent.sample.VmFiles;
import ballast.agent.sample.Watch;
import ballast.agent.system.GuardedProcess;
import ballast.agent.system.GuardedProcess.Exit;
import ballast.agent.workload.Vm;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Mode;
import ballast.model.Names;
import ballast.model.VmSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A VM that is ready, as a benchmark uses it; also keeps account of its time and writes its phases. */
public final class VmSession implements Vm {
    private static final String DROP_CACHES = "/proc/sys/vm/drop_caches";
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final VmPlan plan;
    private final GuardedProcess process;
    private final GuestShell shell;
    private final Watch watch;
    private final AttemptClock clock;
    private final Resizer resizer;
    private final PhaseLog phases;
    private final VmFiles files;
    private final TimeAccount account;
    private final QmpClient qmp;
    private final AtomicLong sizeLimit;
    private volatile Optional<ElasticControl> elastic = Optional.empty();

    VmSession(
            VmPlan plan,
            GuardedProcess process,
            Monitor monitor,
            GuestShell shell,
            Watch watch,
            AttemptClock clock,
            PhaseLog phases,
            VmFiles files,
            TimeAccount account,
            AtomicLong sizeLimit) {
        this.plan = plan;
        this.process = process;
        this.shell = shell;
        this.watch = watch;
        this.clock = clock;
        this.phases = phases;
        this.files = files;
        this.account = account;
        this.qmp = monitor.qmp();
        this.sizeLimit = sizeLimit;
        VmSockets sockets = plan.sockets();
        this.resizer = new Resizer(
                monitor.qmp(),
                plan.spec(),
                ReclamationDevice.of(plan.spec()),
                new ConsoleMarkers(sockets.console(), sockets.log()),
                size -> watch.actual(size.bytes()));
    }

    /** In modes where the host follows the guest's needs, it does so from now on. */
    public void startElastic() throws IOException {
        if (plan.spec().mode().control() == Mode.Control.ELASTIC) {
            ElasticControl control =
                    new ElasticControl(plan.spec(), qmp, watch, this::now, sizeLimit, plan.results(), plan.index());
            control.start();
            elastic = Optional.of(control);
        }
    }

    public void endElastic() {
        elastic.ifPresent(ElasticControl::close);
    }

    private interface Step<T> {
        T run() throws FaultException, InterruptedException, IOException;
    }

    @Override
    public int index() {
        return plan.index();
    }

    @Override
    public VmSpec spec() {
        return plan.spec();
    }

    @Override
    public double now() {
        return clock.seconds();
    }

    @Override
    public Resize resize(ByteSize target, Duration timeout) throws FaultException, InterruptedException {
        watch.target(target.bytes());
        return accounted(TimeAccount.Item.RESIZE, () -> resizer.to(target, timeout));
    }

    @Override
    public GuestShell.Result run(String label, Command command, Duration timeout)
            throws FaultException, InterruptedException, IOException {
        return accounted(TimeAccount.Item.WORKLOAD, () -> runKept(label, command, timeout));
    }

    /** Keeps what a program prints as it comes, and its exit code, which has to be 0. */
    private GuestShell.Result runKept(String label, Command command, Duration timeout)
            throws FaultException, InterruptedException, IOException {
        Names.requirePathSafe("label", label); // it names files
        Path folder = Files.createDirectories(plan.results().resolve("workload"));
        Path err = folder.resolve(label + ".err");
        GuestShell.Result result;
        try (OutputStream stdout = Files.newOutputStream(folder.resolve(label + ".out"));
                OutputStream stderr = Files.newOutputStream(err)) {
            result = shell.run(command, timeout, stdout, stderr);
        } finally {
            if (Files.size(err) == 0) {
                Files.delete(err);
            }
        }
        Files.writeString(folder.resolve(label + ".exit"), result.exitCode() + "\n");
        if (result.exitCode() != 0) {
            throw new FaultException(
                    FailureKind.WORKLOAD,
                    "VM " + index() + ": " + command + ": exit code " + result.exitCode() + ", want 0: "
                            + result.stderr().strip());
        }
        return result;
    }

    @Override
    public Background begin(String label, Command command, Duration timeout) {
        return BackgroundRun.start(
                "work-" + index(),
                () -> runKept(label, command, timeout),
                step -> accounted(TimeAccount.Item.WORKLOAD, step::get));
    }

    @Override
    public void fetch(String path, Path to, Duration timeout) throws FaultException, InterruptedException, IOException {
        GuestShell.Result result =
                accounted(TimeAccount.Item.COLLECT, () -> shell.run(Command.of("cat", path), timeout));
        if (result.exitCode() != 0) {
            throw new FaultException(
                    FailureKind.WORKLOAD,
                    "VM " + index() + ": " + path + ": cannot be read: "
                            + result.stderr().strip());
        }
        Files.writeString(to, result.stdout());
    }

    @Override
    public Optional<AllocatorModule> allocator() throws FaultException, InterruptedException, IOException {
        Optional<Path> module = plan.parts().module();
        return module.isEmpty() ? Optional.empty() : Optional.of(GuestModule.load(shell, module.get(), plan.results()));
    }

    @Override
    public void dropPageCache() throws FaultException, InterruptedException {
        accounted(TimeAccount.Item.WORKLOAD, () -> {
            shell.writeAsRoot(DROP_CACHES, "1\n".getBytes(StandardCharsets.US_ASCII), SHORT);
            return DROP_CACHES;
        });
    }

    @Override
    public double publish() throws IOException {
        double start = now();
        files.publishFrom(start);
        return start;
    }

    @Override
    public void pause(Duration length) throws FaultException, InterruptedException {
        accounted(TimeAccount.Item.PAUSES, () -> {
            Optional<Exit> exit = Death.within(process, length.toNanos());
            if (exit.isPresent()) {
                throw died(exit.get(), null);
            }
            return length;
        });
    }

    @Override
    public void phase(String name, int iteration) throws IOException {
        phases.begin(name, iteration, clock.seconds());
    }

    /** From now on {@code out_0.csv} is written, its time counted from {@code start}, the common start of all VMs. */
    public void publishFrom(double start) throws IOException {
        files.publishFrom(start);
    }

    /** Where the raw files of this VM go. */
    public Path results() {
        return plan.results();
    }

    private <T> T accounted(TimeAccount.Item item, Step<T> step) throws FaultException, InterruptedException {
        long start = System.nanoTime();
        try {
            T result = step.run();
            if (elastic.isPresent()) {
                elastic.get().check();
            }
            return result;
        } catch (FaultException e) {
            throw orDeath(e);
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "VM " + index() + ": " + e.getMessage(), e);
        } finally {
            account.add(item, System.nanoTime() - start);
        }
    }

    /** A command that failed because the VM died says so, not that a connection broke. */
    private FaultException orDeath(FaultException fault) throws InterruptedException {
        return Death.of(process).map(exit -> died(exit, fault)).orElse(fault);
    }

    private FaultException died(Exit exit, FaultException cause) {
        return new FaultException(
                FailureKind.DEVICE,
                "VM " + index() + " died in phase " + phases.current() + ": QEMU ended with " + exit,
                cause);
    }
}
