package ballast.coordinator.cli;

import ballast.model.ByteSize;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A lab's hosts for people: a line each, then why some are not used. */
final class HostsText {
    private static final Column[] COLUMNS = {
        column("host", HorizontalAlign.LEFT),
        column("address", HorizontalAlign.LEFT),
        column("state", HorizontalAlign.LEFT),
        column("last contact", HorizontalAlign.LEFT),
        column("cores", HorizontalAlign.RIGHT),
        column("budget", HorizontalAlign.RIGHT),
        column("accel", HorizontalAlign.LEFT),
        column("QEMU", HorizontalAlign.LEFT),
        column("labels", HorizontalAlign.LEFT),
        column("running", HorizontalAlign.RIGHT)
    };

    private HostsText() {}

    /** Several lines, the last one ended. */
    static String of(JsonNode hosts) {
        if (hosts.isEmpty()) {
            return "no hosts; let one join with: ballast agent --config agent.yaml\n";
        }
        List<Object[]> rows = new ArrayList<>();
        StringBuilder reasons = new StringBuilder();
        for (JsonNode host : hosts) {
            rows.add(row(host));
            if (host.hasNonNull("reason")) {
                reasons.append(host.path("host").asText())
                        .append(": ")
                        .append(host.path("reason").asText())
                        .append('\n');
            }
        }
        return AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                        .lineSeparator("\n")
                        .data(COLUMNS, rows.toArray(Object[][]::new))
                        .asString()
                + "\n" + reasons;
    }

    private static Object[] row(JsonNode host) {
        return new Object[] {
            text(host.path("host")),
            text(host.path("address")),
            text(host.path("state")),
            text(host.path("lastContact")),
            text(host.path("cores")),
            host.hasNonNull("budget")
                    ? ByteSize.parse(host.path("budget").asText()).toHumanText()
                    : "-",
            text(host.path("accelerator")),
            text(host.at("/versions/qemu")),
            labels(host.path("labels")),
            host.path("running").size()
        };
    }

    /** What this coordinator does not tell is no reason to tell nothing. */
    private static String text(JsonNode node) {
        String text = node.isValueNode() ? node.asText() : "";
        return text.isEmpty() || node.isNull() ? "-" : text;
    }

    private static String labels(JsonNode labels) {
        TreeMap<String, String> sorted = new TreeMap<>();
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
