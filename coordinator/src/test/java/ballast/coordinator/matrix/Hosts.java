package ballast.coordinator.matrix;

import ballast.model.Accelerator;
import ballast.model.ArtefactKind;
import ballast.model.ByteSize;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.HostReport.Artefact;
import ballast.model.HostReport.Image;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hosts that have what a distribution has. */
public final class Hosts {
    private Hosts() {}

    /** 2 cores and 18.8 GiB, with both guest images. */
    public static HostReport laptop() {
        return stock(2, new ByteSize(20_186_346_291L));
    }

    public static HostReport stock(int cores, ByteSize budget) {
        Artefact qemu = new Artefact(
                "7.2.22", Set.of("virtio-balloon-pci", "virtio-mem-pci", "vfio-pci"), Set.of("balloon"), Map.of());
        return new HostReport(
                new HostId("laptop"),
                cores,
                ByteSize.gib(24),
                budget,
                Accelerator.TCG,
                Map.of(),
                Map.of(ArtefactKind.BASE, qemu, ArtefactKind.VIRTIO_MEM, qemu),
                Map.of(
                        "mini",
                        new Image("0123", Set.of("write", "stream", "ftq")),
                        "full",
                        new Image("4567", Set.of("write", "sqlite"))),
                List.of());
    }

    /** The same under another name. */
    public static HostReport named(HostReport host, String name) {
        return new HostReport(
                new HostId(name),
                host.cores(),
                host.memory(),
                host.budget(),
                host.accelerator(),
                host.versions(),
                host.artefacts(),
                host.images(),
                host.vfioDevices());
    }
}
