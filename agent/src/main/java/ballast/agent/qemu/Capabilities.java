package ballast.agent.qemu;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a build of QEMU can do, as far as a cell may ask for it.
 *
 * @param version as {@code --version} says it
 * @param devices drivers and their other names: virtio's, VFIO's and balloons
 * @param commands QMP commands of balloons
 */
public record Capabilities(String version, Set<String> devices, Set<String> commands) {
    /** A line of {@code device_add help}: {@code name "virtio-balloon-pci", bus PCI, alias "virtio-balloon"}. */
    private static final Pattern DRIVER = Pattern.compile("(?m)^name \"([^\"]+)\"(?:.*?, alias \"([^\"]+)\")?");

    public Capabilities {
        devices = Set.copyOf(devices);
        commands = Set.copyOf(commands);
    }

    /** Of all that QEMU tells only what matters: it travels with each of the agent's reports. */
    static Capabilities of(String version, String deviceHelp, List<String> commands) {
        Set<String> devices = new TreeSet<>();
        Matcher driver = DRIVER.matcher(deviceHelp);
        while (driver.find()) {
            devices.add(driver.group(1));
            Optional.ofNullable(driver.group(2)).ifPresent(devices::add);
        }
        return new Capabilities(
                version,
                select(
                        devices,
                        name -> !name.endsWith("transitional")
                                && (name.startsWith("virtio-")
                                        || name.startsWith("vfio-")
                                        || name.contains("balloon"))),
                select(commands, name -> name.contains("balloon")));
    }

    private static Set<String> select(Iterable<String> names, Predicate<String> wanted) {
        Set<String> selected = new TreeSet<>();
        names.forEach(name -> {
            if (wanted.test(name)) {
                selected.add(name);
            }
        });
        return selected;
    }

    List<String> toLines() {
        return List.of(version, joined(devices), joined(commands));
    }

    /** Empty if these are no capabilities. */
    static Optional<Capabilities> fromLines(List<String> lines) {
        return lines.size() == 3
                ? Optional.of(new Capabilities(lines.get(0), words(lines.get(1)), words(lines.get(2))))
                : Optional.empty();
    }

    private static String joined(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(" "));
    }

    private static Set<String> words(String line) {
        return line.isEmpty() ? Set.of() : Set.of(line.split(" "));
    }
}
