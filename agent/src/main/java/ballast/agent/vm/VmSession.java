package ballast.agent.vm;

import ballast.agent.device.ConsoleMarkers;
import ballast.agent.device.ReclamationDevice;
import ballast.agent.device.Resize;
import ballast.agent.device.Resizer;
import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.agent.sample.AttemptClock;
import ballast.agent.sample.VmFiles;
import ballast.agent.sample.Watch;
import ballast.agent.system.GuardedProcess;
import ballast.agent.system.GuardedProcess.Exit;
import ballast.agent.workload.Vm;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Names;
import ballast.model.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A VM that is ready, as a benchmark uses it; also keeps account of its time and writes its phases. */
public final class VmSession implements Vm {
    private final VmPlan plan;
    private final GuardedProcess process;
    private final GuestShell shell;
    private final Watch watch;
    private final AttemptClock clock;
    private final Resizer resizer;
    private final PhaseLog phases;
    private final VmFiles files;
    private final TimeAccount account;

    VmSession(
            VmPlan plan,
            GuardedProcess process,
            Monitor monitor,
            GuestShell shell,
            Watch watch,
            AttemptClock clock,
            PhaseLog phases,
            VmFiles files,
            TimeAccount account) {
        this.plan = plan;
        this.process = process;
        this.shell = shell;
        this.watch = watch;
        this.clock = clock;
        this.phases = phases;
        this.files = files;
        this.account = account;
        VmSockets sockets = plan.sockets();
        this.resizer = new Resizer(
                monitor.qmp(),
                plan.spec(),
                ReclamationDevice.of(plan.spec()),
                new ConsoleMarkers(sockets.console(), sockets.log()));
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
        Names.requirePathSafe("label", label); // it names files
        GuestShell.Result result = accounted(TimeAccount.Item.WORKLOAD, () -> shell.run(command, timeout));
        var folder = Files.createDirectories(plan.results().resolve("workload"));
        Files.writeString(folder.resolve(label + ".out"), result.stdout());
        if (!result.stderr().isEmpty()) {
            Files.writeString(folder.resolve(label + ".err"), result.stderr());
        }
        if (result.exitCode() != 0) {
            throw new FaultException(
                    FailureKind.WORKLOAD,
                    "VM " + index() + ": " + command + ": exit code " + result.exitCode() + ", want 0: "
                            + result.stderr().strip());
        }
        return result;
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
            return step.run();
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
