package ballast.agent.workload;

import ballast.agent.device.Resize;
import ballast.agent.sample.CsvFile;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Per iteration: touch the guest's memory and free it, shrink, grow back, touch twice. The artefact takes the two last times
 * from an allocator module of its kernels; on stock kernels our {@code write} with one thread stands for it.
 */
record InflateProcedure(BenchmarkSpec.Inflate spec) implements Procedure {
    /** Bytes that a thread touches in a second at the very least, even under TCG on a busy host. */
    private static final long SLOWEST_TOUCH = 4L << 20;

    /** A missing value, never a zero: nobody touched anything. */
    private static final Double NOT_MEASURED = Double.NaN;

    @Override
    public void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException {
        try (CsvFile out = new CsvFile(folder.resolve("out.csv"), "shrink,grow,touch,touch2");
                CsvFile resizes =
                        new CsvFile(folder.resolve("resizes.csv"), "iteration,direction,from,to,reached,ns,source")) {
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
        Duration bound = Duration.ofSeconds(30 + spec.touch().bytes() / SLOWEST_TOUCH);
        String label = phase + "-" + iteration;
        return WriteTool.took(
                vm.run(label, WriteTool.command(threads, spec.touch()), bound).stdout());
    }

    private Resize resize(Vm vm, String phase, int iteration, ByteSize target, CsvFile resizes)
            throws FaultException, InterruptedException, IOException {
        vm.phase("pause", iteration);
        vm.pause(spec.delay());
        vm.phase(phase, iteration);
        Resize resize = vm.resize(target, spec.resizeTimeout());
        resizes.row(
                iteration,
                phase,
                resize.from().bytes(),
                resize.target().bytes(),
                resize.reached().bytes(),
                resize.took().toNanos(),
                resize.source().name().toLowerCase(Locale.ROOT));
        resizes.flush();
        return resize;
    }
}
