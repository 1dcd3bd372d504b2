package ballast.coordinator.deploy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What facts.sh found on a host.
 *
 * @param javaText what {@code java -version} printed
 * @param qemu path of QEMU, empty text if there is none
 * @param kvm usable, forbidden or missing
 * @param diskFree bytes below the install folder
 * @param memoryFree bytes
 * @param systemd whether systemd is PID 1 and we may command it
 * @param missing tools that our scripts need
 */
record HostFacts(
        String javaText,
        String qemu,
        String kvm,
        long diskFree,
        boolean writable,
        long memoryFree,
        boolean systemd,
        List<String> missing) {
    private static final Pattern JAVA_VERSION = Pattern.compile("version \"(?:1\\.)?([0-9]+)");

    HostFacts {
        missing = List.copyOf(missing);
    }

    static HostFacts parse(String text) {
        Map<String, String> facts = new HashMap<>();
        text.lines()
                .map(line -> line.split(" ", 2))
                .forEach(pair -> facts.put(pair[0], pair.length == 2 ? pair[1].strip() : ""));
        return new HostFacts(
                facts.getOrDefault("java", ""),
                facts.getOrDefault("qemu", ""),
                facts.getOrDefault("kvm", "missing"),
                kib(facts.get("disk-kib")),
                "yes".equals(facts.get("writable")),
                kib(facts.get("memory-kib")),
                "systemd".equals(facts.get("init")),
                Arrays.stream(facts.getOrDefault("missing", "").split(" "))
                        .filter(tool -> !tool.isEmpty())
                        .toList());
    }

    private static long kib(String number) {
        return number != null && number.matches("[0-9]{1,15}") ? Long.parseLong(number) * 1024 : 0;
    }

    OptionalInt javaVersion() {
        Matcher matcher = JAVA_VERSION.matcher(javaText);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** As control.sh wants it. */
    String init() {
        return systemd ? "systemd" : "none";
    }

    /**
     * How far a host's clock is ahead of ours.
     *
     * @param seconds what clock.sh printed
     * @param sent our clock when it was asked, in ms since 1970
     * @param received likewise when it had answered
     */
    static Duration clockOffset(String seconds, long sent, long received) {
        String number = seconds.strip().replaceFirst("[^0-9.].*|\\.$", "");
        long theirs = number.isEmpty()
                ? 0
                : new java.math.BigDecimal(number).movePointRight(3).longValue();
        return Duration.ofMillis(theirs - (sent + received) / 2);
    }
}
