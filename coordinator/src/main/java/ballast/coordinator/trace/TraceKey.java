package ballast.coordinator.trace;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Cpus;
import ballast.model.Json;
import ballast.model.Mode;
import ballast.model.VmSpec;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What attempts have in common whose footprints are alike: all that shapes them. Time limits and how often the VM is looked at
 * do not, and are not in it; nor is which image exactly, so that a new one predicts from the old until it has traces.
 *
 * @param workload its name; the benchmark's own where there is none
 * @param memory full size of each VM
 * @param cores of each VM
 * @param vms that run together
 * @param parameters everything else, by its place in the specification, such as {@code delay} or {@code vm.minimum}
 */
public record TraceKey(
        String benchmark,
        String workload,
        Mode mode,
        ByteSize memory,
        int cores,
        int vms,
        Map<String, String> parameters,
        HostClass host) {
    private static final int SHAPE_DIGITS = 12;
    private static final int HOST_DIGITS = 4;
    private static final Set<String> NAMED =
            Set.of("benchmark", "workload.name", "vm.mode", "vm.memory", "vm.cores", "vms");

    public TraceKey {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    public static TraceKey of(Cell cell, HostClass host) {
        BenchmarkSpec spec = cell.spec();
        Map<String, String> all = new TreeMap<>();
        flatten("", Json.mapper().valueToTree(spec), all);
        if (!cell.cpus().equals(Cpus.EXCLUSIVE)) {
            all.put("cpus", cell.cpus().label()); // VMs that wait for each other are slower
        }
        String workload = all.getOrDefault("workload.name", spec.name());
        all.keySet().removeIf(name -> NAMED.contains(name) || name.matches("(?i).*timeout"));
        return new TraceKey(
                spec.name(),
                workload,
                cell.mode(),
                spec.vm().memory(),
                spec.vm().cores(),
                spec.vmCount(),
                all,
                host);
    }

    private static void flatten(String name, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(below(name, field.getKey()), field.getValue(), into));
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isContainerNode()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(below(name, Integer.toString(i)), node.get(i), into);
            }
        } else if (node.isArray()) {
            List<String> words = new ArrayList<>();
            node.forEach(word -> words.add(word.asText()));
            into.put(name, String.join(" ", words));
        } else {
            into.put(name, node.asText());
        }
    }

    private static String below(String name, String part) {
        return name.isEmpty() ? part : name + "." + part;
    }

    /** 12 hex digits of all but the host, a dash, 4 of the host: good for a file's name. */
    @JsonIgnore
    public String id() {
        return shape() + "-" + digest(host.label()).substring(0, HOST_DIGITS);
    }

    /** 12 hex digits: the same on every host. */
    @JsonIgnore
    public String shape() {
        return digest(String.join(
                        "\n",
                        benchmark,
                        workload,
                        mode.label(),
                        memory.toString(),
                        cores + "",
                        vms + "",
                        parameters + ""))
                .substring(0, SHAPE_DIGITS);
    }

    /** What all its VMs occupy at most, by what they are given; what static packing reserves. */
    @JsonIgnore
    public ByteSize fullSize() {
        return memory.plus(VmSpec.OVERHEAD).times(vms);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
