package ballast.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a host has to offer.
 *
 * @param cores CPUs that VMs may be pinned to
 * @param memory all memory of the host
 * @param budget what VMs may use together
 * @param accelerator what a probe with this host's QEMU showed to work
 * @param versions of QEMU, the host's and the guest's kernel, the image, Ballast
 * @param artefacts what its builds can do, by kind; a kind that is not set up is missing
 * @param images guest images by name
 * @param vfioDevices PCI addresses of devices bound to vfio-pci, {@code 0000:08:00.0}
 * @param driver what its VMs are made with
 * @param labels what its owner says of it, {@code rack=a}; for users to choose hosts by
 * @param numaNodes 1 or more
 */
public record HostReport(
        HostId id,
        int cores,
        ByteSize memory,
        ByteSize budget,
        Accelerator accelerator,
        Map<String, String> versions,
        Map<ArtefactKind, Artefact> artefacts,
        Map<String, Image> images,
        List<String> vfioDevices,
        Driver driver,
        Map<String, String> labels,
        int numaNodes) {
    /** Under this name among the versions a host that plays traces tells how fast. */
    public static final String REPLAY_SPEED = "replaySpeed";

    /**
     * One kind's builds.
     *
     * @param qemu its version
     * @param devices device drivers of this QEMU
     * @param commands QMP commands of this QEMU
     * @param digests SHA-256 of its files, by what they are (qemu, kernel, initrd, module, disk)
     */
    public record Artefact(String qemu, Set<String> devices, Set<String> commands, Map<String, String> digests) {
        public Artefact {
            devices = sorted(devices);
            commands = sorted(commands);
            digests = sorted(digests);
        }
    }

    /**
     * A guest image.
     *
     * @param hash of what it was built from
     * @param provides what workloads may need of it
     */
    public record Image(String hash, Set<String> provides) {
        public Image {
            provides = sorted(provides);
        }
    }

    /** A host with real VMs, one NUMA node and no labels of its owner's. */
    public HostReport(
            HostId id,
            int cores,
            ByteSize memory,
            ByteSize budget,
            Accelerator accelerator,
            Map<String, String> versions,
            Map<ArtefactKind, Artefact> artefacts,
            Map<String, Image> images,
            List<String> vfioDevices) {
        this(
                id,
                cores,
                memory,
                budget,
                accelerator,
                versions,
                artefacts,
                images,
                vfioDevices,
                Driver.QEMU,
                Map.of(),
                1);
    }

    public HostReport {
        driver = driver == null ? Driver.QEMU : driver; // not in what was recorded before there were several
        versions = sorted(versions);
        artefacts = sorted(artefacts);
        images = sorted(images);
        vfioDevices = List.copyOf(vfioDevices);
        numaNodes = Math.max(1, numaNodes);
        // Reports of earlier agents, and stored ones, have none
        labels = labels == null ? Map.of() : sorted(labels);
    }

    /** Hosts are printed and sent on: the same host always reads the same. */
    private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(map)));
    }

    private static Set<String> sorted(Set<String> set) {
        return Collections.unmodifiableSet(new TreeSet<>(Set.copyOf(set)));
    }

    /**
     * What users may choose the host by, under one name: an owner's label, or what Ballast knows of it. {@code host}, {@code accel},
     * {@code driver} and {@code qemu} (its version) are there without being set, and so are its capabilities: {@code artefact} (kinds of builds),
     * {@code device} (drivers of its QEMUs), {@code image} (guest images) and {@code provides} (what these have for workloads). An owner's label
     * of such a name counts for nothing.
     *
     * @return none if it has nothing of that name; several of a capability
     */
    public Set<String> offers(String name) {
        return switch (name) {
            case "host" -> Set.of(id.value());
            case "accel" -> Set.of(accelerator.label());
            case "driver" -> Set.of(driver.label());
            case "qemu" -> one(versions.get("qemu"));
            case "artefact" -> all(artefacts.keySet().stream().map(ArtefactKind::label));
            case "device" -> all(artefacts.values().stream().flatMap(artefact -> artefact.devices().stream()));
            case "image" -> images.keySet();
            case "provides" -> all(images.values().stream().flatMap(image -> image.provides().stream()));
            default -> one(labels.get(name));
        };
    }

    private static Set<String> one(String value) {
        return value == null ? Set.of() : Set.of(value);
    }

    private static Set<String> all(Stream<String> values) {
        return values.collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether it has all of these labels and capabilities; see {@link #offers}. */
    public boolean hasAll(Map<String, String> where) {
        return where.entrySet().stream()
                .allMatch(wanted -> offers(wanted.getKey()).contains(wanted.getValue()));
    }

    /** A host of which nothing is known but its name. */
    public static HostReport unknown(HostId id) {
        return new HostReport(
                id, 0, ByteSize.ZERO, ByteSize.ZERO, Accelerator.TCG, Map.of(), Map.of(), Map.of(), List.of());
    }

    /** Seconds of a run's time that go by in one of the clock's: 1, but where traces are played back faster or slower. */
    @JsonIgnore
    public double speed() {
        return Optional.ofNullable(versions.get(REPLAY_SPEED))
                .map(Double::parseDouble)
                .orElse(1.0);
    }

    @JsonIgnore
    public Demand capacity() {
        return new Demand(budget, cores, vfioDevices.size());
    }
}
