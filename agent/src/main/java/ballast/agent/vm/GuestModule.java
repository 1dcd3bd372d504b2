package ballast.agent.vm;

import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.agent.workload.Vm;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The artefact's allocator module, which takes commands on {@code /proc/alloc/run} and answers on {@code /proc/alloc/out}. */
record GuestModule(GuestShell shell, Path results) implements Vm.AllocatorModule {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final String IN_GUEST = "/tmp/alloc.ko";

    /** Copies the module into the guest and loads it. */
    static GuestModule load(GuestShell shell, Path module, Path results)
            throws FaultException, InterruptedException, IOException {
        shell.write(IN_GUEST, Files.readAllBytes(module), SHORT);
        GuestShell.Result loaded = shell.run(shell.asRoot(Command.of("insmod", IN_GUEST)), SHORT);
        if (loaded.exitCode() != 0) {
            throw new FaultException(
                    FailureKind.IMAGE,
                    "allocator module " + module + ": the guest's kernel does not take it: "
                            + loaded.stderr().strip() + "; want the one that was built for this kernel");
        }
        return new GuestModule(shell, results);
    }

    @Override
    public String run(String label, String command, Duration timeout)
            throws FaultException, InterruptedException, IOException {
        shell.writeAsRoot("/proc/alloc/run", (command + "\n").getBytes(StandardCharsets.US_ASCII), timeout);
        GuestShell.Result answer = shell.run(shell.asRoot(Command.of("cat", "/proc/alloc/out")), SHORT);
        Path folder = Files.createDirectories(results.resolve("workload"));
        Files.writeString(folder.resolve(label + ".out"), answer.stdout());
        if (answer.exitCode() != 0) {
            throw new FaultException(
                    FailureKind.WORKLOAD,
                    "guest: /proc/alloc/out: cannot be read: " + answer.stderr().strip());
        }
        return answer.stdout();
    }
}
