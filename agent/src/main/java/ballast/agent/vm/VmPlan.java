package ballast.agent.vm;

import ballast.agent.artefact.VmParts;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A VM to be started.
 *
 * @param index in its attempt, from 0
 * @param name carries run and attempt, for whoever lists the host's processes
 * @param parts what it is run with
 * @param cpus host CPUs it is pinned to
 * @param sockets its run folder; made when it starts, removed when it is gone
 * @param results where its raw files go
 */
public record VmPlan(
        int index,
        String name,
        VmSpec spec,
        VmParts parts,
        List<Integer> cpus,
        VmSockets sockets,
        Path results,
        Sampling sampling,
        Duration bootTimeout) {
    public VmPlan {
        cpus = List.copyOf(cpus);
    }
}
