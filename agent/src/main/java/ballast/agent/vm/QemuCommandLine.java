package ballast.agent.vm;

import ballast.agent.artefact.VmParts;
import ballast.agent.device.ReclamationDevice;
import ballast.model.Accelerator;
import ballast.model.VmSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** QEMU's argument vector for a VM. */
public final class QemuCommandLine {
    private QemuCommandLine() {}

    /**
     * Builds it.
     *
     * @param name tells run and attempt to whoever looks at the host's processes
     */
    public static List<String> of(String name, VmSpec vm, VmParts parts, VmSockets sockets) {
        ReclamationDevice device = ReclamationDevice.of(vm);
        List<String> words = new ArrayList<>(List.of(parts.qemu().toString(), "-name", "guest=" + name));
        words.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-monitor", "none", "-no-reboot"));
        words.addAll(List.of("-M", vm.machine().label()));
        words.addAll(
                parts.accelerator() == Accelerator.KVM
                        ? List.of("-accel", "kvm", "-cpu", "host")
                        : List.of("-accel", "tcg,thread=multi,tb-size=64", "-cpu", "max"));
        words.addAll(List.of("-smp", Integer.toString(vm.cores())));
        words.addAll(List.of("-kernel", parts.kernel().toString()));
        parts.initrd().ifPresent(initrd -> words.addAll(List.of("-initrd", initrd.toString())));
        words.addAll(List.of("-append", append(vm, device)));
        words.addAll(List.of("-serial", "file:" + sockets.console()));
        words.addAll(List.of("-qmp", "unix:" + sockets.qmp() + ",server=on,wait=off"));
        parts.image().guestAgentPort().ifPresent(port -> words.addAll(guestAgent(port, sockets.guestAgent())));
        words.addAll(List.of("-netdev", "user,id=n0,restrict=on,hostfwd=tcp:127.0.0.1:0-:22"));
        words.addAll(List.of("-device", "virtio-net-pci,netdev=n0,romfile="));
        words.addAll(List.of("-device", "virtio-rng-pci"));
        words.addAll(device.arguments(vm));
        return List.copyOf(words);
    }

    private static String append(VmSpec vm, ReclamationDevice device) {
        List<String> words = new ArrayList<>(List.of("console=ttyS0", "panic=-1"));
        words.addAll(vm.kernelArguments());
        words.addAll(device.kernelArguments());
        return String.join(" ", words);
    }

    private static List<String> guestAgent(String port, Path socket) {
        return List.of(
                "-device",
                "virtio-serial-pci",
                "-chardev",
                "socket,id=stats,path=" + socket + ",server=on,wait=off",
                "-device",
                "virtserialport,chardev=stats,name=" + port);
    }

    /** The same as one line for a shell, to be read and tried by people; we never run it. */
    public static String forShell(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[A-Za-z0-9_./:=,@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
