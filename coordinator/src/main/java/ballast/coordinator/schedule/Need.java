package ballast.coordinator.schedule;

import ballast.model.Cell;
import ballast.model.HostReport;
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
 */
record Need(Cell cell, Map<String, String> where) {
    /** Whether the host could do it once it is empty. */
    boolean couldEverBeMetBy(HostReport host) {
        return isWhere(host)
                && cell.spec().demand().fitsIn(host.capacity())
                && Requirement.of(cell).stream().allMatch(requirement -> requirement.metBy(host));
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
