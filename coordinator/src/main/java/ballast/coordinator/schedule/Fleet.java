package ballast.coordinator.schedule;

import ballast.model.AttemptId;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.SpoolUse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The hosts as they are known now, ordered by id. */
public record Fleet(List<Host> hosts) {
    public Fleet {
        hosts = hosts.stream().sorted(Comparator.comparing(Host::id)).toList();
    }

    /**
     * A host that has reported.
     *
     * @param lastContact when it was last heard of
     * @param answers whether it was heard of lately; otherwise it is given nothing new
     * @param ending attempts that are still on it though the schedule does not want them any more
     * @param spool how full its spool is, if it told
     */
    public record Host(
            HostReport report, boolean answers, Instant lastContact, List<AttemptId> ending, Optional<SpoolUse> spool) {
        public Host {
            ending = List.copyOf(ending);
        }

        public HostId id() {
            return report.id();
        }
    }
}
