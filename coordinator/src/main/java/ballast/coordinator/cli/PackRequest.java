package ballast.coordinator.cli;

import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.recording.Cut;
import ballast.coordinator.recording.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is to be packed.
 *
 * @param hosts one with max-vms; their cores are 0 where cores do not count
 * @param margin from 0 up to but not 1
 * @param jobs of makespan; if empty, one for each trace
 * @param cores of each host
 */
record PackRequest(
        Objective objective,
        Path traces,
        Selection selection,
        Cut cut,
        boolean maximum,
        List<PackingHost> hosts,
        double margin,
        OptionalInt jobs,
        OptionalLong size,
        OptionalInt cores,
        OptionalInt vmCores,
        long seed,
        Duration time,
        int threads,
        Optional<Path> plot) {
    /** What the plan is to be best in. */
    enum Objective {
        MAX_VMS("max-vms"),
        MAKESPAN("makespan");

        private final String label;

        Objective(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    PackRequest {
        hosts = List.copyOf(hosts);
    }
}
