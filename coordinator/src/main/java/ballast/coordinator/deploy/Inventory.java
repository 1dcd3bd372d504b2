package ballast.coordinator.deploy;

import ballast.settings.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The hosts of a lab and how each is to be.
 *
 * @param hosts in the file's order, names unique
 */
public record Inventory(List<DeployHost> hosts) {
    public Inventory {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads an inventory; paths in it count from its folder.
     *
     * @throws InventoryException with all that is wrong, a line {@code file:line: key: got X, want Y} each
     */
    public static Inventory read(Path file) throws InventoryException {
        return InventoryFile.read(file);
    }

    /**
     * Some of the hosts.
     *
     * @param names none means all
     * @throws InventoryException if a name is no host's
     */
    public Inventory limitedTo(Set<String> names) throws InventoryException {
        List<String> known = hosts.stream().map(host -> host.id().value()).toList();
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            if (!known.contains(name)) {
                problems.add("--limit: no host '" + name + "'" + Nearest.hint(name, known));
            }
        }
        if (!problems.isEmpty()) {
            throw new InventoryException(problems);
        }
        return names.isEmpty()
                ? this
                : new Inventory(hosts.stream()
                        .filter(host -> names.contains(host.id().value()))
                        .toList());
    }
}
