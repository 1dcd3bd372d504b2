package ballast.agent.device;

import ballast.agent.qemu.QmpClient;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** virtio-mem: the VM boots with its minimum; the rest is plugged and unplugged by {@code requested-size}. */
record VirtioMem() implements ReclamationDevice {
    private static final String DEVICE = "vm0";
    private static final String BACKEND = "vmem0";

    @Override
    public List<String> arguments(VmSpec vm) {
        String pluggable = mib(vm.memory().minus(vm.minimum()));
        String plugged = mib(vm.initial().minus(vm.minimum()));
        return List.of(
                "-m",
                mib(vm.minimum()) + ",maxmem=" + mib(vm.memory()),
                "-object",
                "memory-backend-ram,id=" + BACKEND + ",size=" + pluggable + ",prealloc=off,reserve=off",
                "-device",
                "virtio-mem-pci,id=" + DEVICE + ",memdev=" + BACKEND + ",node=0,requested-size=" + plugged
                        + ",prealloc=off");
    }

    /** Without it, plugged memory stays offline, or goes where it can't be unplugged from. */
    @Override
    public List<String> kernelArguments() {
        return List.of("memhp_default_state=online_movable");
    }

    @Override
    public ByteSize machineMemory(VmSpec vm) {
        return vm.minimum();
    }

    @Override
    public void request(QmpClient qmp, VmSpec vm, ByteSize size, Duration bound)
            throws FaultException, InterruptedException {
        long plugged = size.minus(vm.minimum()).bytes();
        qmp.call("qom-set", Map.of("path", DEVICE, "property", "requested-size", "value", plugged), REPLY);
    }

    @Override
    public ByteSize query(QmpClient qmp, VmSpec vm) throws FaultException, InterruptedException {
        var plugged = qmp.call("qom-get", Map.of("path", DEVICE, "property", "size"), REPLY);
        return new ByteSize(plugged.asLong()).plus(vm.minimum());
    }

    private static String mib(ByteSize size) {
        return size.bytes() / ByteSize.mib(1).bytes() + "M";
    }
}
