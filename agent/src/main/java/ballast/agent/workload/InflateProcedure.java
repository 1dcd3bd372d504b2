package ballast.agent.workload;

import ballast.agent.device.Resize;
import ballast.agent.sample.CsvFile;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Per iteration: touch the guest's memory and free it, shrink, grow back, touch twice. The two last times come from
 * the artefact's allocator module where it is set up; on stock kernels our {@code write} with one thread stands for it.
 */
record InflateProcedure(BenchmarkSpec.Inflate spec) implements Procedure {
    /** A missing value, never a zero: nobody touched anything. */
    private static final Double NOT_MEASURED = Double.NaN;

    @Override
    public void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException {
        Optional<Vm.AllocatorModule> allocator = spec.nofault() ? Optional.empty() : vm.allocator();
        try (CsvFile out = new CsvFile(folder.resolve("out.csv"), "shrink,grow,touch,touch2");
                CsvFile resizes = new CsvFile(folder.resolve("resizes.csv"), Resizes.HEADER)) {
            for (int iteration = 1; iteration <= spec.iterations(); iteration++) {
                iterate(vm, allocator, iteration, out, resizes);
            }
        }
    }

    private void iterate(Vm vm, Optional<Vm.AllocatorModule> allocator, int iteration, CsvFile out, CsvFile resizes)
            throws FaultException, InterruptedException, IOException {
        if (!spec.nofault()) {
            touch(vm, "fill", iteration, spec.vm().cores());
        }
        Resize shrink = resize(vm, "shrink", iteration, spec.target(), resizes);
        Resize grow = resize(vm, "grow", iteration, spec.vm().memory(), resizes);
        Object touch = NOT_MEASURED;
        Object touch2 = NOT_MEASURED;
        if (!spec.nofault()) {
            touch = touchAgain(vm, allocator, "touch", iteration).toNanos();
            touch2 = touchAgain(vm, allocator, "touch2", iteration).toNanos();
        }
        out.row(shrink.took().toNanos(), grow.took().toNanos(), touch, touch2);
        out.flush();
    }

    private Duration touchAgain(Vm vm, Optional<Vm.AllocatorModule> allocator, String phase, int iteration)
            throws FaultException, InterruptedException, IOException {
        if (allocator.isEmpty()) {
            return touch(vm, phase, iteration, 1);
        }
        vm.phase(phase, iteration);
        ByteSize memory = spec.touch();
        String answer =
                allocator.get().run(phase + "-" + iteration, AllocatorTool.bulk(memory), WriteTool.bound(memory));
        return AllocatorTool.took(memory, answer);
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
