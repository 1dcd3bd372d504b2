package ballast.agent;

import ballast.agent.artefact.Build;
import ballast.agent.artefact.Builds;
import ballast.agent.config.Artefact;
import ballast.agent.image.GuestImage;
import ballast.agent.qemu.AcceleratorProbe;
import ballast.agent.qemu.Capabilities;
import ballast.model.Accelerator;
import ballast.model.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds and images that are only named. */
public final class ExampleBuilds {
    public static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");

    private ExampleBuilds() {}

    /** An image that lives in its initramfs. */
    public static GuestImage image(Optional<String> guestAgentPort) {
        Path folder = Path.of("/images/mini");
        return new GuestImage(
                "mini",
                "0123",
                folder.resolve("vmlinuz"),
                folder.resolve("initrd"),
                Optional.empty(),
                List.of(),
                Set.of("write"),
                "6.1",
                new GuestImage.Ssh("root", folder.resolve("id"), "ssh-ed25519 AAAA"),
                guestAgentPort,
                Map.of());
    }

    /** An image that lives on a disk. */
    public static GuestImage diskImage() {
        Path folder = Path.of("/images/full");
        return new GuestImage(
                "full",
                "4567",
                folder.resolve("vmlinuz"),
                folder.resolve("initrd"),
                Optional.of(folder.resolve("disk.qcow2")),
                List.of("root=/dev/vda", "rw"),
                Set.of("write", "linux"),
                "6.1",
                new GuestImage.Ssh("debian", folder.resolve("id"), "ssh-ed25519 AAAA"),
                Optional.of("ballast.stats"),
                Map.of());
    }

    /** What a mode's VMs of the image mini need. */
    public static Builds of(Mode mode) {
        Build build = new Build(
                Artefact.of(QEMU),
                new Capabilities("7.2", Set.of(), Set.of()),
                new AcceleratorProbe.Finding(Accelerator.TCG, "none"),
                Map.of("qemu", "0123"));
        return new Builds(Map.of(mode.kind(), build), Map.of("mini", image(Optional.empty())));
    }
}
