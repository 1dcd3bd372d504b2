package ballast.coordinator.cli;

import ballast.model.ByteSize;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that a coordinator tells of one host, for people: a line for each thing. */
final class HostText {
    private static final int KEY_WIDTH = 16;
    /** As much of a SHA-256 as tells builds apart. */
    private static final int DIGEST_SHOWN = 12;

    private final StringBuilder text = new StringBuilder();

    private HostText() {}

    /** Several lines, the last one ended. */
    static String of(JsonNode host) {
        HostText lines = new HostText();
        lines.standing(host);
        lines.offer(host);
        host.path("running").forEach(attempt -> lines.add("running", attempt.asText()));
        return lines.text.toString();
    }

    private void standing(JsonNode host) {
        text.append("host ").append(word(host.path("host"))).append(": ").append(word(host.path("state")));
        text.append('\n');
        add("why", host.path("reason"));
        add("address", host.path("address"));
        add("last contact", host.path("lastContact"));
        if (host.hasNonNull("clockOffsetMs")) {
            add("clock", String.format("%+d ms", host.path("clockOffsetMs").asLong()));
        }
        add("agent", "ballast " + word(host.path("agentVersion")) + ", protocol " + word(host.path("protocol")));
        if (host.hasNonNull("spoolUsed")) {
            add("spool", size(host.path("spoolUsed")) + " of " + size(host.path("spoolLimit")));
        }
    }

    private void offer(JsonNode host) {
        add("cores", word(host.path("cores")) + ", NUMA nodes: " + word(host.path("numaNodes")));
        add("memory", size(host.path("memory")) + ", for VMs: " + size(host.path("budget")));
        add("driver", word(host.path("driver")) + ", accel: " + word(host.path("accelerator")));
        for (Map.Entry<String, JsonNode> label : host.path("labels").properties()) {
            add("label", label.getKey() + "=" + label.getValue().asText());
        }
        for (Map.Entry<String, JsonNode> version : host.path("versions").properties()) {
            add("version", version.getKey() + ": " + version.getValue().asText());
        }
        for (Map.Entry<String, JsonNode> artefact : host.path("artefacts").properties()) {
            artefact(artefact.getKey(), artefact.getValue());
        }
        for (Map.Entry<String, JsonNode> image : host.path("images").properties()) {
            add("image", image.getKey() + " " + word(image.getValue().path("hash")));
            add("", "provides: " + list(image.getValue().path("provides")));
        }
        add("VFIO devices", host.path("vfioDevices").isEmpty() ? "none" : list(host.path("vfioDevices")));
    }

    private void artefact(String kind, JsonNode artefact) {
        List<String> digests = new ArrayList<>();
        artefact.path("digests")
                .properties()
                .forEach(digest -> digests.add(
                        digest.getKey() + " " + shortened(digest.getValue().asText())));
        add("artefact", kind + ": QEMU " + word(artefact.path("qemu")));
        add("", "devices: " + list(artefact.path("devices")));
        if (!digests.isEmpty()) {
            add("", "sha256: " + String.join(", ", digests));
        }
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGEST_SHOWN, digest.length()));
    }

    private void add(String key, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !value.asText().isEmpty()) {
            add(key, value.asText());
        }
    }

    private void add(String key, String value) {
        text.append("  ")
                .append(key)
                .append(" ".repeat(KEY_WIDTH - key.length()))
                .append(value)
                .append('\n');
    }

    /** What this coordinator does not tell is no reason to tell nothing. */
    private static String word(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.asText().isEmpty() ? "-" : node.asText();
    }

    private static String list(JsonNode nodes) {
        List<String> words = new ArrayList<>();
        nodes.forEach(node -> words.add(node.asText()));
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    private static String size(JsonNode node) {
        return node.isTextual() ? ByteSize.parse(node.asText()).toHumanText() : "-";
    }
}
