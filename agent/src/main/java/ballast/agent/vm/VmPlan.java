package ballast.agent.vm;

import ballast.agent.artefact.VmParts;
import ballast.agent.host.HostShare;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A VM to be started.
 *
 * @param index in its attempt, from 0
 * @param name carries run and attempt, for whoever lists the host's processes
 * @param parts what it is run with
 * @param share what of the host is its own: the CPUs that it is pinned to, a device
 * @param sockets its run folder; made when it starts, removed when it is gone
 * @param results where its raw files go
 */
public record VmPlan(
        int index,
        String name,
        VmSpec spec,
        VmParts parts,
        HostShare share,
        VmSockets sockets,
        Path results,
        Sampling sampling,
        Duration bootTimeout) {}
