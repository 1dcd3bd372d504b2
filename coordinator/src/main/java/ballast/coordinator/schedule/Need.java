package ballast.coordinator.schedule;

import ballast.coordinator.trace.Trace;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Packing;
import ballast.model.Packing.Footprint;
import ballast.model.Packing.Within;
import ballast.model.Requirement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run needs of its host.
 *
 * @param where labels and capabilities that the host must have, by name: its campaign's
 * @param predicted what it is expected to occupy, by host; a host that is not there: nothing is known
 */
record Need(CampaignId campaign, Cell cell, Map<String, String> where, Packing packing, Map<HostId, Trace> predicted) {
    /** Whether the host could do it once it is empty. */
    boolean couldEverBeMetBy(HostReport host) {
        return isWhere(host)
                && packing.fits(cell, most(host), host)
                && Requirement.of(cell).stream().allMatch(requirement -> requirement.metBy(host));
    }

    /** By what it is packed; empty if it reserves its full size, or a whole host. */
    Optional<Footprint> footprint() {
        return packing.footprint(cell.isolation());
    }

    /** What it is expected to occupy there; empty if nothing is known, or its full size is reserved. */
    Optional<Trace> trace(HostReport host) {
        return footprint().flatMap(packing -> Optional.ofNullable(predicted.get(host.id())));
    }

    /** The most bytes that it occupies there: as predicted, else its full size. */
    long most(HostReport host) {
        return trace(host).map(Trace::peak).orElseGet(this::size);
    }

    /** All of its VMs in full, or the budget that they are held within. */
    long size() {
        long full = cell.demand().memory().bytes();
        return packing instanceof Within within ? Math.min(full, within.limit().bytes()) : full;
    }

    /** Whether the host is one of those that the user asked for. */
    boolean isWhere(HostReport host) {
        return host.hasAll(where);
    }

    private static boolean has(HostReport host, Map.Entry<String, String> label) {
        return host.offers(label.getKey()).contains(label.getValue());
    }

    /** Why none of these hosts is one that the user asked for; empty if one is. */
    Optional<String> nowhere(Collection<HostReport> hosts) {
        if (hosts.stream().anyMatch(this::isWhere)) {
            return Optional.empty();
        }
        return where.entrySet().stream()
                .filter(label -> hosts.stream().noneMatch(host -> has(host, label)))
                .findFirst()
                .map(label -> "no host has " + text(label) + ": " + known(label.getKey(), hosts))
                .or(() -> Optional.of("no host has all of "
                        + where.entrySet().stream().map(Need::text).collect(Collectors.joining(", "))));
    }

    private static String known(String name, Collection<HostReport> hosts) {
        List<String> values = hosts.stream()
                .flatMap(host -> host.offers(name).stream())
                .distinct()
                .sorted()
                .map(value -> name + "=" + value)
                .toList();
        return values.isEmpty() ? "none has a label " + name : "hosts have " + String.join(", ", values);
    }

    private static String text(Map.Entry<String, String> label) {
        return label.getKey() + "=" + label.getValue();
    }
}
