package ballast.coordinator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which of a lab's hosts a user wants. */
final class WhereOption {
    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE",
            split = ",",
            description =
                    "Only on hosts with these labels and capabilities. Without being set there are host, accel, driver, qemu, and the capabilities artefact, device, image, provides")
    private List<String> where = new ArrayList<>();

    /** @throws CommandException with all that is malformed, or wanted twice: a host has one value of a label */
    Map<String, String> labels() throws CommandException {
        Map<String, String> labels = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String one : where) {
            String[] parts = one.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
                problems.add("--where: got '" + one + "', want NAME=VALUE");
            } else if (labels.putIfAbsent(parts[0], parts[1]) != null) {
                problems.add("--where: got " + parts[0] + "=" + labels.get(parts[0]) + " and " + one
                        + ", want one value of each name");
            }
        }
        if (!problems.isEmpty()) {
            throw CommandException.badInput(String.join("\nballast: ", problems));
        }
        return labels;
    }

    static String text(Map<String, String> labels) {
        List<String> words = new ArrayList<>();
        labels.forEach((name, value) -> words.add(name + "=" + value));
        return String.join(", ", words);
    }
}
