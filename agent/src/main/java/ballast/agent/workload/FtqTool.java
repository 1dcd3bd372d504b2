package ballast.agent.workload;

import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.model.BenchmarkSpec;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Our program {@code ftq} in the guest: work done per quantum, in two files, thread after thread. */
final class FtqTool {
    private static final String PREFIX = "/tmp/ftq";
    private static final Duration CAT = Duration.ofMinutes(1);
    /** Beside the quanta themselves: calibration of the clock, start of the threads, a guest that stands still. */
    private static final Duration REST = Duration.ofMinutes(1);

    private FtqTool() {}

    static Procedure procedure(BenchmarkSpec.Ftq spec) {
        Command command = Command.of(
                "ftq",
                "-t",
                Integer.toString(spec.threads()),
                "-n",
                Integer.toString(spec.samples()),
                "-i",
                Integer.toString(spec.intervalBits()),
                "-o",
                PREFIX);
        Duration quanta = Duration.ofNanos((1L << spec.intervalBits()) * spec.samples());
        return new MidResizeProcedure(
                spec.resize(), command, quanta.multipliedBy(2).plus(REST), FtqTool::keep);
    }

    private static void keep(Vm vm, GuestShell.Result result, Path folder)
            throws FaultException, InterruptedException, IOException {
        for (String name : List.of("counts", "times")) {
            vm.fetch(PREFIX + "_" + name + ".dat", folder.resolve(name + ".dat"), CAT);
        }
    }
}
