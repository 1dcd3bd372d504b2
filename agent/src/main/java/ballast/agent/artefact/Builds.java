package ballast.agent.artefact;

import ballast.agent.config.Artefact;
import ballast.agent.config.Artefact.Part;
import ballast.agent.image.GuestImage;
import ballast.model.ArtefactKind;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.HostReport;
import ballast.model.VmSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that this host can make VMs of. */
public record Builds(Map<ArtefactKind, Build> byKind, Map<String, GuestImage> images) {
    public Builds {
        byKind = Collections.unmodifiableMap(new EnumMap<>(byKind));
        images = Collections.unmodifiableMap(new TreeMap<>(images));
    }

    /**
     * What a VM is run with: its kind's builds, and the guest image's where those lack something.
     *
     * @throws FaultException of kind HOST if there is no such kind or image here
     */
    public VmParts partsOf(VmSpec vm) throws FaultException {
        Build build = byKind.get(vm.mode().kind());
        if (build == null) {
            throw new FaultException(
                    FailureKind.HOST,
                    "mode " + vm.mode() + ": got no artefact '" + vm.mode().kind() + "' on this host, want one of "
                            + byKind.keySet() + "; set it up with --artefacts (see README 'HyperAlloc builds')");
        }
        GuestImage image = images.get(vm.image());
        if (image == null) {
            throw new FaultException(
                    FailureKind.HOST,
                    "image: got '" + vm.image() + "', want one that is on this host, " + images.keySet()
                            + "; build it with: ballast image build " + vm.image());
        }
        Artefact artefact = build.artefact();
        Optional<Path> kernel = artefact.file(Part.KERNEL);
        return new VmParts(
                artefact.qemu(),
                build.accelerator().accelerator(),
                image,
                kernel.orElse(image.kernel()),
                artefact.file(Part.INITRD).or(() -> initrdOf(image, kernel)),
                image.disk().map(own -> artefact.file(Part.DISK).orElse(own)),
                artefact.file(Part.MODULE));
    }

    /** An initramfs holds modules of its own kernel alone; another one that boots from a disk has what that needs built in. */
    private static Optional<Path> initrdOf(GuestImage image, Optional<Path> otherKernel) {
        return otherKernel.isPresent() && image.disk().isPresent() ? Optional.empty() : Optional.of(image.initrd());
    }

    public Map<ArtefactKind, HostReport.Artefact> artefactReports() {
        Map<ArtefactKind, HostReport.Artefact> reports = new EnumMap<>(ArtefactKind.class);
        byKind.forEach((kind, build) -> reports.put(kind, build.report()));
        return reports;
    }

    public Map<String, HostReport.Image> imageReports() {
        Map<String, HostReport.Image> reports = new TreeMap<>();
        images.forEach((name, image) -> reports.put(name, new HostReport.Image(image.hash(), image.provides())));
        return reports;
    }
}
