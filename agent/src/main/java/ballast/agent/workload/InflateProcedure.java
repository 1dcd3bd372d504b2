package ballast.agent.workload;

import ballast.agent.device.Resize;
import ballast.agent.sample.CsvFile;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Per iteration: touch the guest's memory and free it, shrink, grow back, touch twice. The artefact takes the two last times
 * from an allocator module of its kernels; on stock kernels our {@code write} with one thread stands for it.
 */
record InflateProcedure(BenchmarkSpec.Inflate spec) implements Procedure {
    /** A missing value, never a zero: nobody touched anything. */
    private static final Double NOT_MEASURED = Double.NaN;

    @Override
    public void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException {
        try (CsvFile out = new CsvFile(folder.resolve("out.csv"), "shrink,grow,touch,touch2");
                CsvFile resizes = new CsvFile(folder.resolve("resizes.csv"), Resizes.HEADER)) {
            for (int iteration = 1; iteration <= spec.iterations(); iteration++) {
                iterate(vm, iteration, out, resizes);
            }
        }
    }

    private void iterate(Vm vm, int iteration, CsvFile out, CsvFile resizes)
            throws FaultException, InterruptedException, IOException {
        if (!spec.nofault()) {
            touch(vm, "fill", iteration, spec.vm().cores());
        }
        Resize shrink = resize(vm, "shrink", iteration, spec.target(), resizes);
        Resize grow = resize(vm, "grow", iteration, spec.vm().memory(), resizes);
        Object touch = NOT_MEASURED;
        Object touch2 = NOT_MEASURED;
        if (!spec.nofault()) {
            touch = touch(vm, "touch", iteration, 1).toNanos();
            touch2 = touch(vm, "touch2", iteration, 1).toNanos();
        }
        out.row(shrink.took().toNanos(), grow.took().toNanos(), touch, touch2);
        out.flush();
    }

    private Duration touch(Vm vm, String phase, int iteration, int threads)
            throws FaultException, InterruptedException, IOException {
        vm.phase(phase, iteration);
        String label = phase + "-" + iteration;
        return WriteTool.took(vm.run(label, WriteTool.command(threads, spec.touch()), WriteTool.bound(spec.touch()))
                .stdout());
    }

    private Resize resize(Vm vm, String phase, int iteration, ByteSize target, CsvFile resizes)
            throws FaultException, InterruptedException, IOException {
        vm.phase("pause", iteration);
        vm.pause(spec.delay());
        vm.phase(phase, iteration);
        Resize resize = vm.resize(target, spec.resizeTimeout());
        Resizes.row(resizes, iteration, phase, resize);
        return resize;
    }
}
