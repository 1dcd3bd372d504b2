package ballast.agent.workload;

import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.agent.sample.CsvFile;
import ballast.model.ByteSize;
import ballast.model.Durations;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.MidResize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code stream} and {@code ftq}: fills the guest's memory, starts the work, shrinks and grows the VM while it runs, and waits for
 * its end. A baseline leaves the size alone.
 */
record MidResizeProcedure(MidResize resize, Command work, Duration timeout, Results results) implements Procedure {
    private static final String LABEL = "work";

    /** Makes the raw files of what the work has printed or left. */
    interface Results {
        void keep(Vm vm, GuestShell.Result result, Path folder)
                throws FaultException, InterruptedException, IOException;
    }

    @Override
    public void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException {
        vm.phase("fill", 1);
        vm.run("fill", WriteTool.command(vm.spec().cores(), resize.fill()), WriteTool.bound(resize.fill()));
        vm.phase("settle", 1);
        vm.pause(resize.settle());
        GuestShell.Result result;
        try (CsvFile resizes = new CsvFile(folder.resolve("resizes.csv"), Resizes.HEADER)) {
            vm.phase(LABEL, 1);
            try (Vm.Background running = vm.begin(LABEL, work, timeout)) {
                if (!resize.baseline()) {
                    double began = vm.now();
                    resizeAt(vm, running, began, resize.shrinkAt(), "shrink", resize.target(), resizes);
                    resizeAt(
                            vm,
                            running,
                            began,
                            resize.growAt(),
                            "grow",
                            vm.spec().memory(),
                            resizes);
                }
                result = running.end();
            }
        }
        vm.phase("collect", 1);
        results.keep(vm, result, folder);
    }

    private void resizeAt(
            Vm vm, Vm.Background running, double began, Duration at, String direction, ByteSize size, CsvFile resizes)
            throws FaultException, InterruptedException, IOException {
        double left = at.toNanos() / 1e9 - (vm.now() - began);
        Optional<GuestShell.Result> ended = running.within(Duration.ofNanos((long) (Math.max(0, left) * 1e9)));
        if (ended.isPresent()) {
            throw new FaultException(
                    FailureKind.WORKLOAD,
                    String.format(
                            Locale.ROOT,
                            "VM %d: %s ended after %.1f s, want it to run still when the VM is to %s (%s-at: %s);"
                                    + " give it more to do, or resize earlier",
                            vm.index(),
                            work,
                            vm.now() - began,
                            direction,
                            direction,
                            Durations.format(at)));
        }
        vm.phase(direction, 1);
        Resizes.row(resizes, 1, direction, vm.resize(size, resize.resizeTimeout()));
        vm.phase(LABEL, 1);
    }
}
