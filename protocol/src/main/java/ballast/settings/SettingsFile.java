package ballast.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A settings file while it is read: problems are collected, and told together by {@link #check}. Only nodes with their lines are
 * made of the text; no object is ever constructed from it.
 */
public final class SettingsFile {
    private final Path file;
    private final List<String> problems = new ArrayList<>();
    private final Optional<Node> root;

    private SettingsFile(Path file, String text) {
        this.file = file;
        root = compose(text);
    }

    /** @throws SettingsException if it cannot be read */
    public static SettingsFile open(Path file) throws SettingsException {
        try {
            return new SettingsFile(file, Files.readString(file));
        } catch (IOException e) {
            String why = Files.notExists(file) ? "no such file" : "cannot be read: " + e;
            throw new SettingsException(List.of(file + ": " + why));
        }
    }

    private Optional<Node> compose(String text) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (node == null) {
                problems.add(file + ":1: got an empty file, want settings");
            }
            return Optional.ofNullable(node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + ":" + line + ": not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(
                    file + ":1: not YAML: " + e.getMessage().lines().findFirst().orElse("unreadable"));
        }
        return Optional.empty();
    }

    /** The whole file, which may have these keys. */
    public Section top(List<String> known) {
        if (root.isPresent() && !(root.get() instanceof MappingNode)) {
            problem(root.get(), "the file", "got " + Section.describe(root.get()) + ", want keys and values");
        }
        return new Section(this, "", root.filter(MappingNode.class::isInstance).map(MappingNode.class::cast), known);
    }

    void problem(Node where, String key, String message) {
        problems.add(file + ":" + (where.getStartMark().getLine() + 1) + ": " + key + ": " + message);
    }

    void problem(String key, String message) {
        problems.add(file + ":1: " + key + ": " + message);
    }

    /** A path counts from the file's folder. */
    public Path resolve(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    /** @throws SettingsException with all problems found until now */
    public void check() throws SettingsException {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
