package ballast.agent.artefact;

import ballast.agent.config.Artefact;
import ballast.agent.qemu.AcceleratorProbe;
import ballast.agent.qemu.Capabilities;
import ballast.model.HostReport;
import java.util.Map;

/**
 * One kind's builds, as they were found at the agent's start.
 *
 * @param digests SHA-256 by {@link Artefact.Part#label}
 */
public record Build(
        Artefact artefact,
        Capabilities capabilities,
        AcceleratorProbe.Finding accelerator,
        Map<String, String> digests) {
    public Build {
        digests = Map.copyOf(digests);
    }

    HostReport.Artefact report() {
        return new HostReport.Artefact(
                capabilities.version(), capabilities.devices(), capabilities.commands(), digests);
    }
}
