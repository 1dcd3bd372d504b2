package ballast.agent.vfio;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PCI function is, in the kernel's text form {@code 0000:08:00.0}: domain, bus, device and function in hexadecimal
 * (Documentation/ABI/testing/sysfs-bus-pci).
 *
 * @param domain 0 to 0xfffff: Intel's VMD has domains from 0x10000 on
 * @param bus 0 to 0xff
 * @param device 0 to 0x1f
 * @param function 0 to 7
 */
public record PciAddress(int domain, int bus, int device, int function) implements Comparable<PciAddress> {
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{4}|[1-9a-f][0-9a-f]{4}):([0-9a-f]{2}):([01][0-9a-f])\\.([0-7])");
    private static final Pattern WITHOUT_DOMAIN = Pattern.compile("[^:]*:[^:]*");
    private static final Comparator<PciAddress> ORDER = Comparator.comparingInt(PciAddress::domain)
            .thenComparingInt(PciAddress::bus)
            .thenComparingInt(PciAddress::device)
            .thenComparingInt(PciAddress::function);

    public PciAddress {
        check("domain", domain, 0xfffff);
        check("bus", bus, 0xff);
        check("device", device, 0x1f);
        check("function", function, 7);
    }

    private static void check(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("PCI " + name + ": got " + value + ", want 0 to " + most);
        }
    }

    /**
     * Reads the kernel's text form and no other.
     *
     * @throws IllegalArgumentException with a message for users
     */
    public static PciAddress parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "got '" + text + "', want a PCI address such as 0000:08:00.0, in small hexadecimal digits");
        }
        return new PciAddress(hex(parts, 1), hex(parts, 2), hex(parts, 3), hex(parts, 4));
    }

    /**
     * Reads what users type: {@code 08:00.0}, as {@code lspci} prints it, is in domain 0.
     *
     * @throws IllegalArgumentException with a message for users
     */
    public static PciAddress parseTyped(String text) {
        return WITHOUT_DOMAIN.matcher(text).matches() ? parse("0000:" + text) : parse(text);
    }

    static boolean isAddress(String text) {
        return TEXT.matcher(text).matches();
    }

    private static int hex(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group), 16);
    }

    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.format("%04x:%02x:%02x.%d", domain, bus, device, function);
    }
}
