package ballast.agent.device;

import ballast.agent.qemu.QmpClient;
import ballast.agent.qemu.QmpError;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Json;
import ballast.model.VmSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    public void request(QmpClient qmp, VmSpec vm, ByteSize size, Duration bound)
            throws FaultException, InterruptedException {
        call(qmp, "llfree-balloon", Map.of("value", size.bytes()), bound);
    }

    @Override
    public ByteSize query(QmpClient qmp, VmSpec vm) throws FaultException, InterruptedException {
        return new ByteSize(call(qmp, "query-llfree-balloon", Map.of(), REPLY)
                .path("actual")
                .asLong());
    }

    /** The command returns when it is done: what is not reached then will not be. */
    @Override
    public Duration stall() {
        return Duration.ofSeconds(2);
    }

    /** It returns success even then, and is not applied later. */
    @Override
    public boolean losesEarlyRequests() {
        return true;
    }

    private static JsonNode call(QmpClient qmp, String command, Map<String, ?> arguments, Duration bound)
            throws FaultException, InterruptedException {
        try {
            return qmp.call(command, arguments, bound);
        } catch (FaultException e) {
            Optional<String> remedy =
                    QmpError.behind(e).map(QmpError::errorClass).map(HyperAlloc::remedy);
            if (remedy.isEmpty()) {
                throw e;
            }
            throw new FaultException(FailureKind.DEVICE, e.getMessage() + "; " + remedy.get(), e);
        }
    }

    private static String remedy(String errorClass) {
        return switch (errorClass) {
            case "DeviceNotActive" ->
                "the guest's kernel does not drive the device: take the artefact's kernel, with"
                        + " CONFIG_VIRTIO_LLFREE_BALLOON (see README 'HyperAlloc builds')";
            case "KVMMissingCap" ->
                "this host's KVM lacks what the device needs: take the host kernel that its authors name";
            default -> "QEMU's output, qemu.log, may say more";
        };
    }
}
