package ballast.agent.replay;

import ballast.model.ArtefactKind;
import ballast.model.HostReport;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a host that plays traces says that it has, so that cells are given to it: for each kind of mode that there are traces
 * for, a QEMU with that kind's devices and commands; and the two images, with everything that the built-in benchmarks and
 * workloads need. Versions, hashes and digests are all {@code replay}, or begin with it: none is that of a file.
 */
public final class Claims {
    private static final String REPLAY = "replay";
    private static final Set<String> DEVICES =
            Set.of("virtio-balloon-pci", "virtio-mem-pci", "virtio-llfree-balloon", "vfio-pci");
    private static final Set<String> COMMANDS =
            Set.of("balloon", "query-balloon", "qom-set", "qom-get", "llfree-balloon", "query-llfree-balloon");
    private static final Set<String> PROVIDES =
            Set.of("write", "stream", "ftq", "gcc", "make", "sudo", "sqlite", "linux", "clang", "blender");

    private Claims() {}

    public static Map<ArtefactKind, HostReport.Artefact> artefacts(Traces traces) {
        Map<ArtefactKind, HostReport.Artefact> artefacts = new EnumMap<>(ArtefactKind.class);
        traces.kinds()
                .forEach(kind -> artefacts.put(
                        kind, new HostReport.Artefact(REPLAY, DEVICES, COMMANDS, Map.of("qemu", REPLAY + "-" + kind))));
        return artefacts;
    }

    public static Map<String, HostReport.Image> images() {
        Map<String, HostReport.Image> images = new TreeMap<>();
        for (String name : Set.of("mini", "full")) {
            images.put(name, new HostReport.Image(REPLAY, PROVIDES));
        }
        return images;
    }
}
