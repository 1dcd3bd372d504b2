package ballast.agent.config;

import ballast.agent.config.Artefact.Part;
import ballast.model.ArtefactKind;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The file that sets up artefacts. Paths count from its folder; whether the files are there is seen at the agent's start.
 *
 * <pre>
 * artefacts:
 *   llfree:
 *     qemu: llfree/qemu-system-x86_64
 *     kernel: llfree/bzImage
 *     sha256:
 *       qemu: 9f86d081…
 * </pre>
 */
public final class ArtefactsFile {
    private static final String TOP = "artefacts";
    private static final String DIGESTS = "sha256";

    private final Path file;
    private final List<String> problems = new ArrayList<>();

    private ArtefactsFile(Path file) {
        this.file = file;
    }

    /** @throws FaultException of kind HOST with all that is wrong, a line each */
    public static Map<ArtefactKind, Artefact> read(Path file) throws FaultException {
        try {
            return new ArtefactsFile(file).parse(Files.readString(file));
        } catch (IOException e) {
            String why = Files.notExists(file) ? "no such file" : "cannot be read: " + e;
            throw new FaultException(FailureKind.HOST, "artefacts file " + file + ": " + why, e);
        }
    }

    private Map<ArtefactKind, Artefact> parse(String text) throws FaultException {
        Map<ArtefactKind, Artefact> artefacts = new EnumMap<>(ArtefactKind.class);
        compose(text).ifPresent(root -> {
            Node top = entries("the file", root, List.of(TOP)).get(TOP);
            if (top != null) {
                entries(TOP, top, ArtefactKind.labels())
                        .forEach((kind, node) ->
                                artefact(kind, node).ifPresent(read -> artefacts.put(ArtefactKind.of(kind), read)));
            } else if (problems.isEmpty()) {
                problem(root, TOP, "got none, want kinds with their builds");
            }
        });
        if (!problems.isEmpty()) {
            throw new FaultException(FailureKind.HOST, String.join("\n", problems));
        }
        return artefacts;
    }

    /** As nodes with line numbers: no object is ever constructed from the file. */
    private Optional<Node> compose(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new java.io.StringReader(text));
            if (root == null) {
                problems.add(file + ":1: got an empty file, want '" + TOP + "'");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + ":" + line + ": not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(
                    file + ":1: not YAML: " + e.getMessage().lines().findFirst().orElse("unreadable"));
        }
        return Optional.empty();
    }

    private Optional<Artefact> artefact(String kind, Node node) {
        List<String> known = new ArrayList<>(Part.labels());
        known.add(DIGESTS);
        Map<String, Node> entries = entries(kind, node, known);
        Map<Part, Path> files = new EnumMap<>(Part.class);
        Map<Part, String> digests = new EnumMap<>(Part.class);
        entries.forEach((key, value) -> {
            if (key.equals(DIGESTS)) {
                entries(DIGESTS, value, Part.labels())
                        .forEach((part, digest) -> digest(part, digest).ifPresent(hex -> digests.put(part(part), hex)));
            } else {
                word(key, value, "a path").ifPresent(path -> files.put(part(key), resolved(path)));
            }
        });
        if (!entries.containsKey(Part.QEMU.label())) {
            problem(node, kind + ".qemu", "got none, want the path of a QEMU");
        }
        for (Part part : digests.keySet()) {
            if (!entries.containsKey(part.label())) {
                problem(entries.get(DIGESTS), DIGESTS + "." + part.label(), "got a digest, want the file, too");
            }
        }
        return problems.isEmpty() ? Optional.of(new Artefact(files, digests)) : Optional.empty();
    }

    private Path resolved(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    private static Part part(String label) {
        return Part.valueOf(label.toUpperCase(Locale.ROOT));
    }

    private Optional<String> digest(String part, Node node) {
        Optional<String> hex = word(DIGESTS + "." + part, node, "64 hexadecimal digits");
        if (hex.isPresent() && !hex.get().matches("[0-9a-fA-F]{64}")) {
            problem(node, DIGESTS + "." + part, "got '" + hex.get() + "', want 64 hexadecimal digits");
            return Optional.empty();
        }
        return hex.map(digits -> digits.toLowerCase(Locale.ROOT));
    }

    private Optional<String> word(String key, Node node, String wanted) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem(node, key, "got " + describe(node) + ", want " + wanted);
        return Optional.empty();
    }

    private Map<String, Node> entries(String what, Node node, Collection<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what, "got " + describe(node) + ", want keys and values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : describe(keyNode);
            if (!known.contains(key)) {
                problem(keyNode, key, "unknown key" + Nearest.hint(key, known));
            } else if (entries.putIfAbsent(key, tuple.getValueNode()) != null) {
                problem(keyNode, key, "given twice");
            }
        }
        return entries;
    }

    private void problem(Node where, String key, String message) {
        problems.add(file + ":" + (where.getStartMark().getLine() + 1) + ": " + key + ": " + message);
    }

    private static String describe(Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        return node instanceof ScalarNode scalar
                ? "'" + scalar.getValue() + "'"
                : node instanceof MappingNode ? "keys and values" : "a list";
    }
}
