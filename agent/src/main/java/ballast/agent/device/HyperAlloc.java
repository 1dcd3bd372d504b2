package ballast.agent.device;

import ballast.agent.qemu.QmpClient;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.Json;
import ballast.model.VmSpec;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * HyperAlloc's device, of the artefact's QEMU: {@code llfree-balloon} takes the target size and returns when it is done,
 * {@code query-llfree-balloon} tells the size reached.
 *
 * @param auto whether the hypervisor reclaims by itself
 * @param vfio whether a device is passed through, so that memory has to be mapped for its DMA, too
 */
record HyperAlloc(boolean auto, boolean vfio) implements ReclamationDevice {
    private static final String AUTO_THREAD = "auto-mode-iothread";

    @Override
    public List<String> arguments(VmSpec vm) {
        List<String> words = new ArrayList<>(
                List.of("-m", vm.memory().bytes() / ByteSize.mib(1).bytes() + "M"));
        words.addAll(List.of("-object", "iothread,id=" + AUTO_THREAD));
        ObjectNode device = Json.mapper().createObjectNode();
        device.put("driver", "virtio-llfree-balloon");
        device.put("auto-mode", auto);
        device.put(AUTO_THREAD, AUTO_THREAD);
        if (vfio) {
            device.put("vfio", true);
        }
        ArrayNode mapping = device.putArray("iothread-vq-mapping");
        for (int core = 0; core < vm.cores(); core++) {
            words.addAll(List.of("-object", "iothread,id=iothread" + core));
            mapping.addObject().put("iothread", "iothread" + core);
        }
        words.addAll(List.of("-device", device.toString()));
        return List.copyOf(words);
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
    public void request(QmpClient qmp, VmSpec vm, ByteSize size) throws FaultException, InterruptedException {
        qmp.call("llfree-balloon", Map.of("value", size.bytes()), REPLY);
    }

    @Override
    public ByteSize query(QmpClient qmp, VmSpec vm) throws FaultException, InterruptedException {
        return new ByteSize(
                qmp.call("query-llfree-balloon", Map.of(), REPLY).path("actual").asLong());
    }
}
