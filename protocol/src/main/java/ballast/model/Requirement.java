package ballast.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that a cell needs of its host, beside memory and cores. */
public sealed interface Requirement {
    boolean metBy(HostReport host);

    /** Completes "needs …". */
    String what();

    /** What a user can do about it. */
    String remedy();

    /** A build of a kind that is not the distribution's. */
    record Build(ArtefactKind kind) implements Requirement {
        private static final String QEMU = "qemu";

        @Override
        public boolean metBy(HostReport host) {
            HostReport.Artefact own = host.artefacts().get(kind);
            HostReport.Artefact stock = host.artefacts().get(ArtefactKind.BASE);
            return own != null
                    && (stock == null
                            || !Objects.equals(
                                    own.digests().get(QEMU), stock.digests().get(QEMU)));
        }

        @Override
        public String what() {
            return switch (kind) {
                case HUGE -> "a QEMU built with --enable-balloon-huge and its kernel";
                case LLFREE -> "a QEMU with virtio-llfree-balloon and its kernel";
                case BASE, VIRTIO_MEM -> "a QEMU";
            };
        }

        @Override
        public String remedy() {
            return "see README 'HyperAlloc builds'";
        }
    }

    /** A device that the kind's QEMU must know. */
    record Device(ArtefactKind kind, String device) implements Requirement {
        @Override
        public boolean metBy(HostReport host) {
            HostReport.Artefact artefact = host.artefacts().get(kind);
            return artefact != null && artefact.devices().contains(device);
        }

        @Override
        public String what() {
            return "a QEMU with " + device;
        }

        @Override
        public String remedy() {
            return kind == ArtefactKind.LLFREE
                    ? "see README 'HyperAlloc builds'"
                    : "configure the artefact '" + kind + "' with a QEMU that has it";
        }
    }

    /** A QMP command that the kind's QEMU must know. */
    record QmpCommand(ArtefactKind kind, String command) implements Requirement {
        @Override
        public boolean metBy(HostReport host) {
            HostReport.Artefact artefact = host.artefacts().get(kind);
            return artefact != null && artefact.commands().contains(command);
        }

        @Override
        public String what() {
            return "a QEMU with the QMP command " + command;
        }

        @Override
        public String remedy() {
            return "configure the artefact '" + kind + "' with a QEMU that has it";
        }
    }

    /** A guest image with all that the benchmark uses. */
    record GuestImage(String name, List<String> provides) implements Requirement {
        @Override
        public boolean metBy(HostReport host) {
            HostReport.Image image = host.images().get(name);
            return image != null && image.provides().containsAll(provides);
        }

        @Override
        public String what() {
            return "the guest image '" + name + "' with " + String.join(", ", provides);
        }

        @Override
        public String remedy() {
            return provides.contains("blender")
                    ? "see README 'SPEC CPU 2017'"
                    : "build it: ballast image build " + name;
        }
    }

    /** Devices to pass through. */
    record VfioDevices(int count) implements Requirement {
        @Override
        public boolean metBy(HostReport host) {
            return host.vfioDevices().size() >= count;
        }

        @Override
        public String what() {
            return count == 1 ? "a device bound to vfio-pci" : count + " devices bound to vfio-pci";
        }

        @Override
        public String remedy() {
            return "see ballast vfio --help";
        }
    }

    /** All that a cell needs. */
    static List<Requirement> of(Cell cell) {
        VmSpec vm = cell.spec().vm();
        ArtefactKind kind = vm.mode().kind();
        List<Requirement> all = new ArrayList<>();
        switch (kind) {
            case BASE -> all.add(new Device(kind, "virtio-balloon-pci"));
            case HUGE -> {
                all.add(new Build(kind));
                all.add(new Device(kind, "virtio-balloon-pci"));
            }
            case VIRTIO_MEM -> all.add(new Device(kind, "virtio-mem-pci"));
            case LLFREE -> {
                all.add(new Device(kind, "virtio-llfree-balloon"));
                all.add(new QmpCommand(kind, "llfree-balloon"));
            }
        }
        if (vm.mode().vfio()) {
            all.add(new Device(kind, "vfio-pci"));
            all.add(new VfioDevices(cell.spec().vmCount()));
        }
        all.add(new GuestImage(vm.image(), cell.spec().needs()));
        return List.copyOf(all);
    }

    /**
     * Why none of these hosts can do a cell, whatever its size.
     *
     * @return one sentence; empty if one of them can
     */
    static Optional<String> unmet(Cell cell, Collection<HostReport> hosts) {
        List<Requirement> all = of(cell);
        if (hosts.stream().anyMatch(host -> all.stream().allMatch(requirement -> requirement.metBy(host)))) {
            return Optional.empty();
        }
        for (Requirement requirement : all) {
            if (hosts.stream().noneMatch(requirement::metBy)) {
                return Optional.of(cell.mode() + " needs " + requirement.what() + "; hosts with one: none; "
                        + requirement.remedy());
            }
        }
        return Optional.of(cell.mode() + " needs "
                + all.stream().map(Requirement::what).collect(Collectors.joining(", "))
                + "; no host has all of these");
    }
}
