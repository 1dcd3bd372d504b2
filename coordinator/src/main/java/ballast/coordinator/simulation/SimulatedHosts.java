package ballast.coordinator.simulation;

import ballast.model.ByteSize;
import ballast.model.HostId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Equal hosts that do not exist.
 *
 * @param count 1 to 10,000
 * @param budget of each for VMs, more than 0 bytes
 * @param cores of each, 1 or more
 */
public record SimulatedHosts(int count, ByteSize budget, int cores) {
    private static final int MOST = 10_000;
    private static final Pattern TEXT = Pattern.compile("(?<count>\\d{1,5})\\s*[x×]\\s*(?<budget>\\S+)");

    public SimulatedHosts {
        if (count < 1 || count > MOST || budget.bytes() < 1 || cores < 1) {
            throw new IllegalArgumentException("hosts: got " + count + " of " + budget + " and " + cores
                    + " cores, want 1 to " + MOST + " hosts with more than 0 bytes and 1 core or more");
        }
    }

    /**
     * @param text such as {@code 32x48GiB}
     * @throws IllegalArgumentException with what was got and wanted
     */
    public static SimulatedHosts parse(String text, int cores) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("hosts: got '" + text + "', want COUNTxSIZE such as 32x48GiB");
        }
        return new SimulatedHosts(Integer.parseInt(parts.group("count")), ByteSize.parse(parts.group("budget")), cores);
    }

    /** {@code simulated-0001} and so on. */
    public List<HostId> ids() {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new HostId(String.format("simulated-%04d", number)))
                .toList();
    }

    /** {@code 32 × 48 GiB, 12 cores each}. */
    @Override
    public String toString() {
        return count + " × " + budget.toHumanText() + ", " + cores + (cores == 1 ? " core" : " cores") + " each";
    }
}
