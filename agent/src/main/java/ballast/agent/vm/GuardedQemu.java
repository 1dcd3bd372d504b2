package ballast.agent.vm;

import ballast.agent.device.ReclamationDevice;
import ballast.agent.guard.GuardedVm;
import ballast.agent.guest.GuestNumbers;
import ballast.agent.host.ProcessMemory;
import ballast.agent.qemu.QmpClient;
import ballast.agent.sample.Watch;
import ballast.model.ArtefactKind;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A VM for the host's memory guard: its process from the start on, its device and its CPUs as soon as the monitor is there. */
final class GuardedQemu implements GuardedVm {
    /** Of what its guest has free; the rest it may need before anybody looks again. */
    private static final double TAKEABLE = 0.75;

    private record Connected(QmpClient qmp, Watch watch) {}

    private final VmPlan plan;
    private final ProcessMemory memory;
    private final AtomicLong sizeLimit;
    private volatile Optional<Connected> connected = Optional.empty();

    /** @param sizeLimit what nothing else may grow the VM beyond, in bytes */
    GuardedQemu(VmPlan plan, long pid, AtomicLong sizeLimit) {
        this.plan = plan;
        this.memory = new ProcessMemory(pid, List.of());
        this.sizeLimit = sizeLimit;
    }

    void connected(QmpClient qmp, Watch watch) {
        connected = Optional.of(new Connected(qmp, watch));
    }

    @Override
    public int index() {
        return plan.index();
    }

    @Override
    public long rssBytes() throws IOException {
        return memory.rssBytes();
    }

    @Override
    public Facts facts() {
        return connected.map(it -> facts(it.watch.latest())).orElse(Facts.NONE);
    }

    private Facts facts(Watch.Latest latest) {
        VmSpec vm = plan.spec();
        long size = latest.targetBytes();
        long floor = latest.guest()
                .map(guest -> size - (long) (TAKEABLE * free(vm, size, guest)))
                .orElse(size);
        return new Facts(
                latest.ramBytes(), size, Math.max(Math.min(size, vm.minimum().bytes()), floor), true);
    }

    /** HyperAlloc's guest goes on counting as free what was taken from it. */
    private static long free(VmSpec vm, long size, GuestNumbers guest) {
        long taken = vm.mode().kind() == ArtefactKind.LLFREE ? vm.memory().bytes() - size : 0;
        return Math.max(0, guest.free() - taken);
    }

    @Override
    public void resize(long bytes, boolean limited) throws FaultException, InterruptedException {
        Connected vm = connected.orElseThrow();
        ByteSize size = plan.spec().nearestSize(new ByteSize(bytes));
        sizeLimit.set(limited ? size.bytes() : Long.MAX_VALUE);
        vm.watch.target(size.bytes());
        ReclamationDevice.of(plan.spec()).request(vm.qmp, plan.spec(), size, ReclamationDevice.REPLY);
    }

    @Override
    public void pause() throws FaultException, InterruptedException {
        connected.orElseThrow().qmp.call("stop", Map.of(), ReclamationDevice.REPLY);
    }

    @Override
    public void resume() throws FaultException, InterruptedException {
        connected.orElseThrow().qmp.call("cont", Map.of(), ReclamationDevice.REPLY);
    }
}
