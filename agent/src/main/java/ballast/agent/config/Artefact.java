package ballast.agent.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The builds that one kind of VM is made with. What is missing is the guest image's.
 *
 * @param files by what they are; QEMU is always among them
 * @param digests the SHA-256 that a file must have, in hexadecimal; only of files that are there
 */
public record Artefact(Map<Part, Path> files, Map<Part, String> digests) {
    /** What a file is for. */
    public enum Part {
        QEMU,
        KERNEL,
        INITRD,
        /** The allocator benchmark's kernel module. */
        MODULE,
        /** A disk image, qcow2. */
        DISK;

        /** As in the configuration and in reports. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(Part::label).toList();
        }
    }

    public Artefact {
        if (!files.containsKey(Part.QEMU)) {
            throw new IllegalArgumentException("got no qemu, want one");
        }
        if (!files.keySet().containsAll(digests.keySet())) {
            throw new IllegalArgumentException("got digests of " + digests.keySet() + ", want only of the files");
        }
        files = Collections.unmodifiableMap(new EnumMap<>(files));
        EnumMap<Part, String> sorted = new EnumMap<>(Part.class);
        sorted.putAll(digests);
        digests = Collections.unmodifiableMap(sorted);
    }

    /** Another QEMU alone. */
    public static Artefact of(Path qemu) {
        return new Artefact(Map.of(Part.QEMU, qemu), Map.of());
    }

    public Path qemu() {
        return files.get(Part.QEMU);
    }

    public Optional<Path> file(Part part) {
        return Optional.ofNullable(files.get(part));
    }
}
