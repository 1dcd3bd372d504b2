package ballast.coordinator.deploy;

import ballast.model.HostId;
import java.util.List;

/**
 * What happened to one host.
 *
 * @param ok whether all that was asked for was done there
 * @param summary in one line
 * @param findings of a check
 * @param lines of a log, the newest last
 */
public record HostReport(HostId host, boolean ok, String summary, List<Finding> findings, List<String> lines) {
    public HostReport {
        findings = List.copyOf(findings);
        lines = List.copyOf(lines);
    }

    static HostReport done(HostId host, String summary) {
        return new HostReport(host, true, summary, List.of(), List.of());
    }

    static HostReport failed(HostId host, String summary, List<String> lines) {
        return new HostReport(host, false, summary, List.of(), lines);
    }
}
