package ballast.agent.guard;

import ballast.model.MemoryPressure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel says of the host's memory (Linux, Documentation/filesystems/proc.rst and accounting/psi.rst). What it does not
 * say is not known, and never 0.
 *
 * @param meminfo {@code /proc/meminfo}
 * @param pressure {@code /proc/pressure/memory}, or a group's {@code memory.pressure}
 */
public record HostMemory(Path meminfo, Path pressure) {
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final Pattern PRESSURE = Pattern.compile("(some|full) avg10=(\\d+(?:\\.\\d+)?) .*");

    /** Of this host; its VMs' group says more precisely what VMs wait for, if there is one that tells. */
    public static HostMemory of(Optional<Path> groupPressure) {
        return new HostMemory(
                Path.of("/proc/meminfo"),
                groupPressure.filter(Files::isReadable).orElse(Path.of("/proc/pressure/memory")));
    }

    OptionalLong available() {
        return lines(meminfo).stream()
                .map(AVAILABLE::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)) * 1024)
                .findFirst();
    }

    Optional<MemoryPressure> pressure10() {
        Optional<Double> some = Optional.empty();
        Optional<Double> full = Optional.empty();
        for (String line : lines(pressure)) {
            Matcher matcher = PRESSURE.matcher(line);
            if (matcher.matches()) {
                Optional<Double> value = Optional.of(Double.parseDouble(matcher.group(2)));
                some = matcher.group(1).equals("some") ? value : some;
                full = matcher.group(1).equals("full") ? value : full;
            }
        }
        Optional<Double> known = full;
        return some.flatMap(value -> known.map(other -> new MemoryPressure(value, other)));
    }

    /** A kernel without PSI has no such file, or one that cannot be read. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
