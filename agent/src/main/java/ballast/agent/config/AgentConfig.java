package ballast.agent.config;

import ballast.model.ArtefactKind;
import ballast.model.ByteSize;
import ballast.model.HostId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An agent's settings.
 *
 * @param id this host's name in the lab
 * @param runRoot where sockets, pid files and consoles of running VMs lie; short, since a UNIX socket's path ends at 107 bytes
 * @param spool where results wait for the coordinator
 * @param cache where findings about this host are kept, such as whether KVM works
 * @param images folders of the guest images
 * @param guard the guard program
 * @param artefacts builds by kind; without some of a kind, its VMs are not run here
 * @param budget bytes that VMs may use together; empty: nine tenths of what is available at start
 * @param spoolLimit what the spool may hold, more than 0 bytes
 * @param labels of this host, for constraints
 */
public record AgentConfig(
        HostId id,
        Path runRoot,
        Path spool,
        Path cache,
        List<Path> images,
        Path guard,
        Map<ArtefactKind, Artefact> artefacts,
        BudgetSetting budget,
        ByteSize spoolLimit,
        Map<String, String> labels) {
    /** What a spool may hold unless something else is set. */
    public static final ByteSize SPOOL_LIMIT = ByteSize.gib(20);

    /** The budget as set, or found at start. */
    public sealed interface BudgetSetting {
        record Fixed(ByteSize bytes) implements BudgetSetting {}

        record NineTenthsOfAvailable() implements BudgetSetting {}
    }

    /** With {@link #SPOOL_LIMIT} and no labels. */
    public AgentConfig(
            HostId id,
            Path runRoot,
            Path spool,
            Path cache,
            List<Path> images,
            Path guard,
            Map<ArtefactKind, Artefact> artefacts,
            BudgetSetting budget) {
        this(id, runRoot, spool, cache, images, guard, artefacts, budget, SPOOL_LIMIT, Map.of());
    }

    public AgentConfig {
        images = List.copyOf(images);
        labels = Map.copyOf(labels);
        if (!artefacts.containsKey(ArtefactKind.BASE)) {
            throw new IllegalArgumentException("got artefacts " + artefacts.keySet() + ", want 'base' among them");
        }
        artefacts = Collections.unmodifiableMap(new EnumMap<>(artefacts));
    }

    /** The distribution's QEMU for what it can do, unless something else is set up for that. */
    public static Map<ArtefactKind, Artefact> withStock(Path qemu, Map<ArtefactKind, Artefact> setUp) {
        Map<ArtefactKind, Artefact> all = new EnumMap<>(ArtefactKind.class);
        all.put(ArtefactKind.BASE, Artefact.of(qemu));
        all.put(ArtefactKind.VIRTIO_MEM, Artefact.of(qemu));
        all.putAll(setUp);
        return all;
    }
}
