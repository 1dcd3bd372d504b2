package ballast.model;

import java.util.List;

/**
 * What a VM is made of.
 *
 * @param memory its full size
 * @param minimum the smallest size it may be shrunk to; virtio-mem's base memory
 * @param initial its size at boot, between minimum and memory
 * @param cores virtual CPUs, 1 or more; as many host CPUs are pinned for it
 * @param mode which device reclaims its memory
 * @param machine QEMU's machine type
 * @param kernelArguments added to the guest kernel's command line
 * @param image name of the guest image it boots
 * @param reporting parameters of free-page reporting; only where the mode has it
 */
public record VmSpec(
        ByteSize memory,
        ByteSize minimum,
        ByteSize initial,
        int cores,
        Mode mode,
        Machine machine,
        List<String> kernelArguments,
        String image,
        PageReporting reporting) {
    /** The image that every host has. */
    public static final String MINI = "mini";

    /** Reclamation works in blocks of a huge page; virtio-mem takes no other sizes. */
    public static final ByteSize GRANULARITY = ByteSize.mib(2);

    /** What the QEMU process needs beside the guest's memory; about 105 MiB were measured under TCG. */
    public static final ByteSize OVERHEAD = ByteSize.mib(160);

    /**
     * Linux adds memory to a running kernel in blocks of this size on x86-64; the rest of a virtio-mem region that ends within
     * a block is never plugged (Linux, Documentation/admin-guide/mm/memory-hotplug).
     */
    public static final ByteSize HOTPLUG_BLOCK = ByteSize.mib(128);

    private static final ByteSize LEAST_MEMORY = ByteSize.mib(128);

    /** Boots {@link #MINI} with the kernel's own parameters of free-page reporting. */
    public VmSpec(
            ByteSize memory,
            ByteSize minimum,
            ByteSize initial,
            int cores,
            Mode mode,
            Machine machine,
            List<String> kernelArguments) {
        this(memory, minimum, initial, cores, mode, machine, kernelArguments, MINI, PageReporting.DEFAULT);
    }

    public VmSpec {
        // Not in what was recorded before there were several images
        image = image == null ? MINI : Names.requirePathSafe("image", image);
        reporting = reporting == null ? PageReporting.DEFAULT : reporting;
        requireReporting(mode, reporting);
        Ranges.atLeast("cores", cores, 1);
        for (ByteSize size : List.of(memory, minimum, initial)) {
            if (!size.isMultipleOf(GRANULARITY)) {
                throw new IllegalArgumentException("got a size of " + size + ", want a multiple of " + GRANULARITY);
            }
        }
        if (minimum.compareTo(LEAST_MEMORY) < 0) {
            throw new IllegalArgumentException(
                    "minimum: got " + minimum + ", want " + LEAST_MEMORY + " or more: less does not boot");
        }
        if (minimum.compareTo(memory) > 0) {
            throw new IllegalArgumentException("minimum: got " + minimum + ", want memory, " + memory + ", or less");
        }
        if (minimum.compareTo(initial) > 0 || initial.compareTo(memory) > 0) {
            throw new IllegalArgumentException(
                    "initial: got " + initial + ", want minimum, " + minimum + ", to memory, " + memory);
        }
        if (mode.kind() == ArtefactKind.VIRTIO_MEM && minimum.equals(memory)) {
            throw new IllegalArgumentException("minimum: got " + minimum + ", want less than memory, " + memory
                    + ", for virtio-mem: what lies between them can be plugged");
        }
        if (mode.kind() == ArtefactKind.VIRTIO_MEM && !memory.minus(minimum).isMultipleOf(HOTPLUG_BLOCK)) {
            throw new IllegalArgumentException(
                    "memory − minimum: got " + memory.minus(minimum) + " to plug, want a multiple of " + HOTPLUG_BLOCK
                            + " for virtio-mem: the guest's kernel plugs whole blocks of it");
        }
        kernelArguments = List.copyOf(kernelArguments);
        for (String argument : kernelArguments) {
            if (argument.isBlank() || argument.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException(
                        "kernel argument: got '" + argument + "', want one word of printable ASCII");
            }
        }
    }

    private static void requireReporting(Mode mode, PageReporting reporting) {
        if (!mode.reportsFreePages() && !reporting.values().isEmpty()) {
            String parameter = reporting.values().keySet().iterator().next().label();
            throw new IllegalArgumentException("reporting-" + parameter + ": got it with mode " + mode
                    + ", want base-auto or huge-auto: only these report free pages");
        }
    }

    /** @throws IllegalArgumentException if it cannot be shrunk to {@code target} */
    void requireTarget(ByteSize target) {
        if (target.compareTo(minimum) < 0 || target.compareTo(memory) >= 0) {
            throw new IllegalArgumentException(
                    "target: got " + target + ", want " + minimum + " or more and less than memory, " + memory);
        }
        if (!target.isMultipleOf(GRANULARITY)) {
            throw new IllegalArgumentException("target: got " + target + ", want a multiple of " + GRANULARITY);
        }
    }

    /** {@code wanted} rounded up to 2 MiB, and kept between the minimum and the memory. */
    public ByteSize nearestSize(ByteSize wanted) {
        ByteSize size = wanted.roundUpTo(GRANULARITY);
        if (size.compareTo(minimum) < 0) {
            return minimum;
        }
        return size.compareTo(memory) > 0 ? memory : size;
    }

    /** The host memory to reserve for it when nothing is known of its footprint. */
    public ByteSize reservation() {
        return memory.plus(OVERHEAD);
    }
}
