package ballast.agent.device;

import ballast.agent.qemu.QmpClient;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.Mode;
import ballast.model.VmSpec;
import java.time.Duration;
import java.util.List;

/** How a mode takes memory back: what it adds to QEMU's command line, how it is resized and asked. */
public interface ReclamationDevice {
    /** One QMP command's bound; resizing itself may take longer, since it happens after the reply. */
    Duration REPLY = Duration.ofSeconds(20);

    /** QEMU arguments, memory size included. */
    List<String> arguments(VmSpec vm);

    /** Words that the guest's kernel needs on its command line. */
    List<String> kernelArguments();

    /** What QEMU maps as the machine's own memory, that of memory devices not included. */
    ByteSize machineMemory(VmSpec vm);

    /**
     * Asks for a size of the VM; may return before it is reached.
     *
     * @param bound for a device that answers only when it is done
     */
    void request(QmpClient qmp, VmSpec vm, ByteSize size, Duration bound) throws FaultException, InterruptedException;

    /** The VM's size as the device has it now. */
    ByteSize query(QmpClient qmp, VmSpec vm) throws FaultException, InterruptedException;

    /** A size that does not change for so long will not be reached: something in the guest holds the memory. */
    default Duration stall() {
        return Duration.ofSeconds(15);
    }

    /** Whether a request that comes before the guest's driver is up is lost, so that it has to be made again. */
    default boolean losesEarlyRequests() {
        return false;
    }

    /** The device of a mode. */
    static ReclamationDevice of(VmSpec vm) {
        return switch (vm.mode().kind()) {
            case BASE, HUGE -> new VirtioBalloon(vm.mode().reportsFreePages());
            case VIRTIO_MEM -> new VirtioMem();
            case LLFREE ->
                new HyperAlloc(
                        vm.mode().control() == Mode.Control.DEVICE, vm.mode().vfio());
        };
    }
}
