package ballast.agent.vm;

import ballast.agent.guest.GuestShell;
import ballast.agent.guest.GuestStatistics;
import ballast.agent.guest.SerialStatistics;
import ballast.agent.guest.ShellStatistics;
import ballast.agent.system.GuardedProcess;
import ballast.agent.system.Leftovers;
import ballast.agent.system.Tail;
import ballast.agent.vfio.LockedMemory;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The blocking steps of a VM's life, one after the other; whoever calls them decides when. */
public final class VmBuilder {
    private static final Duration LOGIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOGINS = Duration.ofMillis(50);

    private final VmPlan plan;
    private final HostTools tools;
    private final List<String> command;
    private volatile Optional<String> lastLogin = Optional.empty();

    public VmBuilder(VmPlan plan, HostTools tools) {
        this.plan = plan;
        this.tools = tools;
        this.command = QemuCommandLine.of(
                plan.name(), plan.spec(), plan.parts(), plan.share().vfioDevice(), plan.sockets());
    }

    /** Makes the folders and starts QEMU. */
    public GuardedProcess spawn() throws FaultException {
        if (plan.share().vfioDevice().isPresent()) {
            LockedMemory.ofThisProcess().check(plan.spec().memory()); // QEMU inherits our limit
        }
        VmSockets sockets = plan.sockets();
        try {
            Files.createDirectories(sockets.folder());
            Files.createDirectories(plan.results());
            Files.writeString(plan.results().resolve("cmd.sh"), QemuCommandLine.forShell(command) + "\n");
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "VM " + plan.index() + ": " + e, e);
        }
        return GuardedProcess.start(
                tools.guard(), sockets.pidFile(), sockets.log(), plan.share().cpus(), tools.group(), command);
    }

    Monitor connect(GuardedProcess process) throws FaultException, InterruptedException {
        return Monitor.connect(process, plan);
    }

    /** The port that our program in the guest serves; empty for images without it. */
    Optional<SerialStatistics> openGuestPort() throws FaultException {
        if (plan.parts().image().guestAgentPort().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SerialStatistics.connect(plan.sockets().guestAgent()));
        } catch (IOException e) {
            throw new FaultException(FailureKind.BOOT, "cannot connect to the guest's port: " + e.getMessage(), e);
        }
    }

    GuestShell login(int port) throws FaultException {
        return GuestShell.connect(port, plan.parts().image().ssh(), LOGIN, tools.blocking());
    }

    /** For images without our guest-agent: the guest has booted when SSH lets us in. Ends when it refuses us, or QEMU is gone. */
    GuestShell loginWhenBooted(int port, GuardedProcess process) throws FaultException, InterruptedException {
        while (true) {
            try {
                return GuestShell.connect(port, plan.parts().image().ssh(), LOGIN, tools.blocking());
            } catch (FaultException e) {
                if (process.exited().isDone() || e.failure().kind() == FailureKind.IMAGE) {
                    throw e;
                }
                lastLogin = Optional.of(e.getMessage());
                LockSupport.parkNanos(BETWEEN_LOGINS.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    GuestStatistics statisticsOver(GuestShell shell) {
        return new ShellStatistics(shell, tools.blocking());
    }

    /** What helps to understand a failure: command line, QEMU's own output, the console's end. */
    List<String> evidence() {
        List<String> lines = new ArrayList<>();
        lines.add("command: " + QemuCommandLine.forShell(command));
        lastLogin.ifPresent(why -> lines.add("last login: " + why));
        Tail.of(plan.sockets().log()).forEach(line -> lines.add("qemu: " + line));
        Tail.of(plan.sockets().console()).forEach(line -> lines.add("console: " + line));
        return lines;
    }

    /** Keeps the logs with the results and removes the run folder. */
    void cleanUp() throws IOException {
        for (Path log : List.of(plan.sockets().console(), plan.sockets().log())) {
            if (Files.exists(log)) {
                Files.copy(log, plan.results().resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(plan.sockets().folder())) {
            Leftovers.delete(plan.sockets().folder());
        }
    }
}
