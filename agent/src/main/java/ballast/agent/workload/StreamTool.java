package ballast.agent.workload;

import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.model.BenchmarkSpec;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Our program {@code stream} in the guest: STREAM's copy loop, a line {@code IterTime,Bandwidth} per iteration. */
final class StreamTool {
    private static final String HEADER = "IterTime,Bandwidth\n";
    /** The artefact's takes some minutes; how fast a guest copies is what is to be found out. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private StreamTool() {}

    static Procedure procedure(BenchmarkSpec.Stream spec) {
        Command command = Command.of(
                "stream",
                "-t",
                Integer.toString(spec.threads()),
                "-n",
                Integer.toString(spec.iterations()),
                "-d",
                Long.toString(spec.duration().toMillis()),
                "-s",
                Long.toString(spec.elements()));
        return new MidResizeProcedure(spec.resize(), command, LONGEST.plus(spec.duration()), StreamTool::keep);
    }

    private static void keep(Vm vm, GuestShell.Result result, Path folder) throws FaultException, IOException {
        if (!result.stdout().startsWith(HEADER)) {
            throw new FaultException(
                    FailureKind.WORKLOAD,
                    "VM " + vm.index() + ": stream printed no header " + HEADER.strip() + ", but: "
                            + result.stdout().lines().findFirst().orElse("nothing"));
        }
        Files.writeString(folder.resolve("Copy.csv"), result.stdout());
    }
}
