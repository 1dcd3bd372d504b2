package ballast.coordinator.cli;

import ballast.model.ByteSize;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A lab's hosts for people: how each stands, what each has, then why some are not used. */
final class HostsText {
    private static final Column[] STANDING = {
        column("host", HorizontalAlign.LEFT),
        column("state", HorizontalAlign.LEFT),
        column("running", HorizontalAlign.RIGHT),
        column("spool", HorizontalAlign.RIGHT),
        column("address", HorizontalAlign.LEFT),
        column("last contact", HorizontalAlign.LEFT),
        column("clock", HorizontalAlign.RIGHT),
        column("agent", HorizontalAlign.LEFT)
    };
    private static final Column[] OFFER = {
        column("host", HorizontalAlign.LEFT),
        column("cores", HorizontalAlign.RIGHT),
        column("NUMA", HorizontalAlign.RIGHT),
        column("memory", HorizontalAlign.RIGHT),
        column("budget", HorizontalAlign.RIGHT),
        column("driver", HorizontalAlign.LEFT),
        column("accel", HorizontalAlign.LEFT),
        column("QEMU", HorizontalAlign.LEFT),
        column("artefacts", HorizontalAlign.LEFT),
        column("VFIO", HorizontalAlign.RIGHT),
        column("labels", HorizontalAlign.LEFT)
    };

    private HostsText() {}

    /** Several lines, the last one ended. */
    static String of(JsonNode hosts) {
        if (hosts.isEmpty()) {
            return "no hosts; let one join with: ballast agent --config agent.yaml\n";
        }
        StringBuilder reasons = new StringBuilder();
        for (JsonNode host : hosts) {
            if (host.hasNonNull("reason")) {
                String reason = host.path("reason").asText();
                String who = "host " + host.path("host").asText() + ": ";
                // a refusal is a sentence of its own
                reasons.append(reason.startsWith(who) ? "" : who).append(reason).append('\n');
            }
        }
        hosts.forEach(host -> reasons.append(guard(host)));
        return table(STANDING, hosts, HostsText::standing) + "\n" + table(OFFER, hosts, HostsText::offer)
                + (reasons.isEmpty() ? "" : "\n" + reasons);
    }

    /** What its memory guard has to tell, if that is worth a line. */
    private static String guard(JsonNode host) {
        JsonNode guard = host.path("guard");
        String who = "host " + host.path("host").asText() + ": ";
        int count = guard.at("/breaches/count").asInt();
        int held = guard.path("held").size();
        return (count == 0
                        ? ""
                        : who + count + (count == 1 ? " budget breach" : " budget breaches")
                                + String.format(
                                        Locale.ROOT,
                                        ", %.1f s together, at most ",
                                        guard.at("/breaches/seconds").asDouble())
                                + size(guard.at("/breaches/worst")) + " over, since its agent's start\n")
                + (held == 0
                        ? ""
                        : who + held + (held == 1 ? " start" : " starts") + " held back for memory or cores\n");
    }

    private static String table(Column[] columns, JsonNode hosts, Function<JsonNode, Object[]> row) {
        return TextTable.of(
                columns,
                StreamSupport.stream(hosts.spliterator(), false).map(row).toList());
    }

    private static Object[] standing(JsonNode host) {
        return new Object[] {
            text(host.path("host")),
            text(host.path("state")),
            host.path("running").size(),
            spool(host),
            text(host.path("address")),
            text(host.path("lastContact")).replaceFirst("\\.\\d+Z$", "Z"),
            host.hasNonNull("clockOffsetMs")
                    ? String.format("%+d ms", host.path("clockOffsetMs").asLong())
                    : "-",
            text(host.path("agentVersion"))
                    + (host.hasNonNull("protocol")
                            ? ", protocol " + host.path("protocol").asInt()
                            : "")
        };
    }

    private static Object[] offer(JsonNode host) {
        return new Object[] {
            text(host.path("host")),
            text(host.path("cores")),
            text(host.path("numaNodes")),
            size(host.path("memory")),
            size(host.path("budget")),
            text(host.path("driver")),
            text(host.path("accelerator")),
            // "7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)" is wide, and its first word tells builds apart well enough
            text(host.at("/versions/qemu")).split(" ", 2)[0],
            artefacts(host.path("artefacts")),
            host.path("vfioDevices").size(),
            labels(host.path("labels"))
        };
    }

    /** What this coordinator does not tell is no reason to tell nothing. */
    private static String text(JsonNode node) {
        String text = node.isValueNode() ? node.asText() : "";
        return text.isEmpty() || node.isNull() ? "-" : text;
    }

    private static String size(JsonNode node) {
        return node.isTextual() ? ByteSize.parse(node.asText()).toHumanText() : "-";
    }

    private static String spool(JsonNode host) {
        return host.hasNonNull("spoolUsed") && host.hasNonNull("spoolLimit")
                ? size(host.path("spoolUsed")) + " of " + size(host.path("spoolLimit"))
                : "-";
    }

    private static String artefacts(JsonNode artefacts) {
        TreeSet<String> kinds = new TreeSet<>();
        artefacts.fieldNames().forEachRemaining(kinds::add);
        return kinds.isEmpty() ? "-" : String.join(",", kinds);
    }

    private static String labels(JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.properties()
                .forEach(label -> sorted.put(label.getKey(), label.getValue().asText()));
        return sorted.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column().header(header).headerAlign(align).dataAlign(align);
    }
}
