package ballast.coordinator.cli;

import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.recording.Cut;
import ballast.coordinator.recording.Selection;
import ballast.model.ByteSize;
import ballast.model.Durations;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@link PackOptions}, and notes all that is wrong with them. */
final class PackRequestReader {
    private static final Pattern MARGIN = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");
    /** Far above every lab; a mistyped number must not take all memory. */
    private static final int MOST = 100_000;

    private final PackOptions options;
    private final List<String> problems;

    private PackRequestReader(PackOptions options, List<String> problems) {
        this.options = options;
        this.problems = problems;
    }

    /**
     * Empty if something is wrong.
     *
     * @param problems takes what is wrong
     */
    static Optional<PackRequest> read(PackOptions options, List<String> problems) {
        PackRequest request = new PackRequestReader(options, problems).read();
        return problems.isEmpty() ? Optional.of(request) : Optional.empty();
    }

    private PackRequest read() {
        required("--traces", options.traces, "a store, or a folder of hyperalloc-bench's layout");
        required("--objective", options.objective, "max-vms or makespan");
        Optional<PackRequest.Objective> objective =
                value("--objective", options.objective, PackRequestReader::objective);
        if (objective.equals(Optional.of(PackRequest.Objective.MAX_VMS))) {
            refuse("--hosts", options.hosts, "max-vms plans one host; say its --budget");
            refuse("--jobs", options.jobs, "max-vms finds the number of VMs itself");
            refuse("--cores", options.cores, "max-vms plans by memory alone");
        }
        if (options.cores == null) {
            refuse("--vm-cores", options.vmCores, "it counts only with --cores");
        }
        OptionalInt cores = integer("--cores", options.cores, 1);
        List<Integer> vms = numbers("--vms", options.vms);
        return new PackRequest(
                objective.orElse(PackRequest.Objective.MAKESPAN),
                value("--traces", options.traces, Path::of).orElse(Path.of("")),
                new Selection(
                        Optional.ofNullable(options.mode),
                        words(options.runs),
                        vms,
                        numbers("--cycles", options.cycles),
                        numbers("--iterations", options.iterations)),
                cut(objective),
                options.maximum,
                hosts(cores.orElse(0)),
                value("--margin", options.margin, PackRequestReader::margin).orElse(0.0),
                integer("--jobs", options.jobs, 1),
                positive("--size", options.size),
                cores,
                integer("--vm-cores", options.vmCores, 1),
                value("--seed", options.seed, PackRequestReader::seed).orElse(0L),
                value("--time", options.time, Durations::parse).orElse(Duration.ZERO),
                integer("--threads", options.threads, 1)
                        .orElse(Runtime.getRuntime().availableProcessors()),
                value("--plot", options.plot, PackRequestReader::plot));
    }

    private Cut cut(Optional<PackRequest.Objective> objective) {
        Optional<Integer> period = value("--periodic", options.periodic, PackRequestReader::period);
        if (period.isPresent() || objective.equals(Optional.of(PackRequest.Objective.MAX_VMS))) {
            return new Cut.Periodic(period.map(OptionalInt::of).orElse(OptionalInt.empty()));
        }
        return new Cut.PerBuild();
    }

    private List<PackingHost> hosts(int cores) {
        OptionalLong budget = positive("--budget", options.budget);
        if (options.hosts == null) {
            required("--budget", options.budget, "what VMs may occupy together, such as 48GiB");
            return List.of(PackingHost.empty("host-0", budget.orElse(0), cores));
        }
        List<PackingHost> hosts = new ArrayList<>();
        for (String part : words(options.hosts)) {
            String[] parts = part.split("x", 2);
            Optional<Integer> count = value("--hosts", parts[0], text -> number(text, 1));
            OptionalLong each = parts.length == 2 ? positive("--hosts", parts[1]) : budget;
            if (parts.length == 1 && options.budget == null) {
                problems.add("--hosts: got '" + part + "', want such as 4x48GiB, or --budget with it");
            } else if (parts.length == 2 && budget.isPresent() && each.isPresent() && !budget.equals(each)) {
                problems.add("--hosts: got '" + part + "' and --budget " + options.budget
                        + ", want one budget for a host; leave out --budget");
            }
            for (int i = 0; i < count.orElse(0) && hosts.size() < MOST; i++) {
                hosts.add(PackingHost.empty("host-" + hosts.size(), each.orElse(0), cores));
            }
        }
        return hosts;
    }

    private void required(String option, String text, String want) {
        if (text == null) {
            problems.add(option + ": got nothing, want " + want);
        }
    }

    private void refuse(String option, String text, String why) {
        if (text != null) {
            problems.add(option + ": got '" + text + "', want nothing here: " + why);
        }
    }

    private <T> Optional<T> value(String option, String text, Function<String, T> parse) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(option + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private OptionalInt integer(String option, String text, int least) {
        return value(option, text, number -> number(number, least))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private OptionalLong positive(String option, String text) {
        return value(option, text, PackRequestReader::size)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private List<Integer> numbers(String option, String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : words(text)) {
            value(option, word, number -> number(number, 0)).ifPresent(numbers::add);
        }
        if (text != null && words(text).isEmpty()) {
            problems.add(option + ": got nothing, want numbers such as 0,1,2");
        }
        return numbers;
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static int number(String text, int least) {
        if (!text.strip().matches("\\d{1,6}")
                || Integer.parseInt(text.strip()) < least
                || Integer.parseInt(text.strip()) > MOST) {
            throw new IllegalArgumentException("got '" + text + "', want a whole number from " + least + " to " + MOST);
        }
        return Integer.parseInt(text.strip());
    }

    private static long size(String text) {
        long bytes = ByteSize.parse(text).bytes();
        if (bytes == 0) {
            throw new IllegalArgumentException("got '" + text + "', want more than nothing");
        }
        return bytes;
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("got '" + text + "', want a whole number", e);
        }
    }

    private static double margin(String text) {
        var matcher = MARGIN.matcher(text.strip());
        if (!matcher.matches() || new BigDecimal(matcher.group(1)).doubleValue() >= 100) {
            throw new IllegalArgumentException("got '" + text + "', want from 0% up to but not 100%, such as 5%");
        }
        return new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
    }

    private static int period(String text) {
        Duration period = Durations.parse(text);
        if (period.toMillis() % 1000 != 0 || period.isZero() || period.toDays() > 7) {
            throw new IllegalArgumentException("got '" + text + "', want whole seconds, from 1s to a week");
        }
        return (int) period.toSeconds();
    }

    private static PackRequest.Objective objective(String text) {
        return Arrays.stream(PackRequest.Objective.values())
                .filter(objective -> objective.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("got '" + text + "', want max-vms or makespan"));
    }

    private static Path plot(String text) {
        Path file = Path.of(text).toAbsolutePath();
        if (!text.endsWith(".svg")) {
            throw new IllegalArgumentException("got '" + text + "', want a file name that ends with .svg");
        }
        if (!Files.isDirectory(file.getParent())) {
            throw new IllegalArgumentException("got '" + text + "', want a file in a folder that is there");
        }
        return file;
    }
}
