package ballast.agent.artefact;

import ballast.agent.image.GuestImage;
import ballast.model.Accelerator;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a VM is run with.
 *
 * @param image what its guest is: how to log in, what its kernel is told
 * @param initrd none for a kernel that finds the disk by itself
 * @param disk qcow2; never written to
 * @param module the allocator benchmark's, for this kernel
 */
public record VmParts(
        Path qemu,
        Accelerator accelerator,
        GuestImage image,
        Path kernel,
        Optional<Path> initrd,
        Optional<Path> disk,
        Optional<Path> module) {
    /** Without the allocator benchmark. */
    public VmParts(
            Path qemu,
            Accelerator accelerator,
            GuestImage image,
            Path kernel,
            Optional<Path> initrd,
            Optional<Path> disk) {
        this(qemu, accelerator, image, kernel, initrd, disk, Optional.empty());
    }
}
