package ballast.agent.workload;

import ballast.model.BenchmarkSpec;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;

/** What a benchmark does with one VM, from the moment that all its VMs are ready. */
public interface Procedure {
    /**
     * Runs to the end, blocking.
     *
     * @param folder for the raw files
     * @param start when all VMs were ready, in seconds since the attempt began
     * @throws InterruptedException when the attempt is cancelled
     */
    void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException;

    static Procedure of(BenchmarkSpec spec) {
        if (spec instanceof BenchmarkSpec.Inflate inflate) {
            return new InflateProcedure(inflate);
        }
        if (spec instanceof BenchmarkSpec.Stream stream) {
            return StreamTool.procedure(stream);
        }
        if (spec instanceof BenchmarkSpec.Ftq ftq) {
            return FtqTool.procedure(ftq);
        }
        if (spec instanceof BenchmarkSpec.Compiling compiling) {
            return new CompilingProcedure(compiling.workload(), 1, compiling.delay());
        }
        if (spec instanceof BenchmarkSpec.Blender blender) {
            return new CompilingProcedure(blender.workload(), blender.builds(), blender.delay());
        }
        return new MultiVmProcedure((BenchmarkSpec.MultiVm) spec);
    }
}
