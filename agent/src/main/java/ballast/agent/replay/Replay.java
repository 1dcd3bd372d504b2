package ballast.agent.replay;

import ballast.model.Cell;
import ballast.model.FaultException;
import ballast.model.VmStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** An attempt's VMs, played together from one start. It knows no clock: who plays it says how much time has passed. */
public final class Replay {
    private final Cell cell;
    private final double speed;
    private final List<VmReplay> vms;

    private Replay(Cell cell, double speed, List<VmReplay> vms) {
        this.cell = cell;
        this.speed = speed;
        this.vms = vms;
    }

    /**
     * @param speed how many times faster than recorded
     * @throws FaultException of kind HOST if one of the cell's VMs has no trace
     */
    public static Replay of(Cell cell, Traces traces, double speed) throws FaultException {
        List<VmReplay> vms = new ArrayList<>();
        for (int vm = 0; vm < cell.spec().vmCount(); vm++) {
            vms.add(new VmReplay(vm, cell.spec().vm(), traces.of(cell, vm)));
        }
        return new Replay(cell, speed, vms);
    }

    /** How long it takes until the last VM has ended, in s of real time. */
    public double length() {
        return vms.stream().mapToDouble(VmReplay::seconds).max().orElse(0) / speed;
    }

    /**
     * Those VMs that have not ended, {@code elapsed} s of real time after the start.
     *
     * @param now when this is asked: what is played is as fresh as that
     */
    public List<VmStatus> statusesAt(double elapsed, Instant now) {
        return vms.stream()
                .flatMap(vm -> vm.statusAt(elapsed * speed, now).stream())
                .toList();
    }

    /** What all VMs occupy together, in bytes by second of the traces' own time; a VM that has ended occupies nothing. */
    public long[] bySecond() {
        long[] sum = {};
        for (VmReplay vm : vms) {
            long[] one = vm.trace().bySecond();
            sum = Arrays.copyOf(sum, Math.max(sum.length, one.length));
            for (int second = 0; second < one.length; second++) {
                sum[second] += one[second];
            }
        }
        return sum;
    }

    /** In the order of the VMs. */
    public List<FootprintTrace> traces() {
        return vms.stream().map(VmReplay::trace).toList();
    }

    /**
     * Writes each VM's raw files as far as they were played. Blocks.
     *
     * @param elapsed s of real time; at {@link #length} or later all of it is written
     * @param folders of the VMs, by index
     */
    public void write(IntFunction<Path> folders, double elapsed) throws IOException {
        for (VmReplay vm : vms) {
            double played = elapsed >= length() ? Double.POSITIVE_INFINITY : elapsed * speed;
            vm.write(folders.apply(vm.index()), cell.spec(), played);
        }
    }
}
