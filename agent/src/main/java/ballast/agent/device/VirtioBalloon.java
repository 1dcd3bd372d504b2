package ballast.agent.device;

import ballast.agent.qemu.QmpClient;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** virtio-balloon: {@code balloon} takes the guest's target size, {@code query-balloon} tells the size reached. */
record VirtioBalloon(boolean freePageReporting) implements ReclamationDevice {
    @Override
    public List<String> arguments(VmSpec vm) {
        return List.of(
                "-m",
                vm.memory().bytes() / ByteSize.mib(1).bytes() + "M",
                "-device",
                "{\"driver\":\"virtio-balloon\",\"free-page-reporting\":" + freePageReporting + "}");
    }

    @Override
    public List<String> kernelArguments() {
        return List.of();
    }

    @Override
    public ByteSize machineMemory(VmSpec vm) {
        return vm.memory();
    }

    @Override
    public void request(QmpClient qmp, VmSpec vm, ByteSize size, Duration bound)
            throws FaultException, InterruptedException {
        qmp.call("balloon", Map.of("value", size.bytes()), REPLY);
    }

    @Override
    public ByteSize query(QmpClient qmp, VmSpec vm) throws FaultException, InterruptedException {
        return new ByteSize(
                qmp.call("query-balloon", Map.of(), REPLY).path("actual").asLong());
    }
}
