package ballast.coordinator.matrix;

import ballast.coordinator.matrix.YamlTree.Entry;
import ballast.model.Workload;
import ballast.model.Workload.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the file of a workload. */
final class WorkloadReader {
    private static final Parameter<String> NAME = Parameter.required("name", Types.NAME);
    private static final Parameter<String> DESCRIPTION = Parameter.optional("description", Types.TEXT, "");
    private static final Parameter<String> IMAGE = Parameter.required("image", Types.IMAGE);
    private static final Parameter<Duration> TIMEOUT = Parameter.required("timeout", Types.TIME);

    private static final List<Parameter<?>> HEADER = List.of(NAME, DESCRIPTION, IMAGE);
    private static final String NEEDS = "needs";
    private static final String PREPARE = "prepare";
    private static final String BUILD = "build";
    private static final String CLEAN = "clean";
    private static final String COMMAND = "command";
    private static final List<String> KEYS =
            List.of(NAME.key(), DESCRIPTION.key(), IMAGE.key(), NEEDS, PREPARE, BUILD, CLEAN);
    private static final List<String> STEP_KEYS = List.of(COMMAND, TIMEOUT.key());

    private final Problems problems;
    private final YamlTree yaml;

    private WorkloadReader(MatrixSource source) {
        this.problems = new Problems(source.name());
        this.yaml = new YamlTree(problems, new Sources(source));
    }

    /** @throws MatrixException with everything that is wrong */
    static WorkloadFile read(String reference, MatrixSource source) {
        return new WorkloadReader(source).readFile(reference, source.text());
    }

    private WorkloadFile readFile(String reference, String text) {
        Optional<Node> root = yaml.parse(text, "a workload with name, image and build");
        problems.throwIfAny();
        int line = YamlTree.line(root.orElseThrow());
        Map<String, Entry> entries = yaml.entries("workload", root.get());
        yaml.refuseUnknown(entries, KEYS);
        Settings header = yaml.settings(entries, HEADER, line);
        List<String> needs =
                Optional.ofNullable(entries.get(NEEDS)).flatMap(yaml::strings).orElse(List.of());
        List<Step> prepare = steps(entries.get(PREPARE));
        List<Step> clean = steps(entries.get(CLEAN));
        List<Step> build = new ArrayList<>();
        if (entries.containsKey(BUILD)) {
            step(BUILD, entries.get(BUILD).value()).ifPresent(build::add);
        } else {
            problems.add(line, BUILD, "missing, want a command and its timeout");
        }
        problems.throwIfAny();
        return new WorkloadFile(
                reference, header.get(IMAGE), new Workload(header.get(NAME), needs, prepare, build.get(0), clean));
    }

    private List<Step> steps(Entry section) {
        List<Step> steps = new ArrayList<>();
        if (section != null && !YamlTree.isNothing(section.value())) {
            for (Node node : yaml.elements(section, "a list of commands, such as [{command: [make], timeout: 2m}]")) {
                step(section.key(), node).ifPresent(steps::add);
            }
        }
        return steps;
    }

    /** Empty after a report. */
    private Optional<Step> step(String what, Node node) {
        Map<String, Entry> entries = yaml.entries(what, node);
        yaml.refuseUnknown(entries, STEP_KEYS);
        int line = YamlTree.line(node);
        Settings settings = yaml.settings(entries, List.of(TIMEOUT), line);
        Entry command = entries.get(COMMAND);
        if (command == null) {
            problems.add(line, COMMAND, "missing, want a list of words");
        }
        Optional<List<String>> words = Optional.ofNullable(command).flatMap(yaml::strings);
        if (words.isEmpty() || !settings.areReadable(List.of(TIMEOUT))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Step(words.get(), settings.get(TIMEOUT)));
        } catch (IllegalArgumentException e) {
            problems.refused(command.line(), COMMAND, e);
            return Optional.empty();
        }
    }
}
