package ballast.coordinator.matrix;

import ballast.model.ByteSize;
import ballast.model.Cpus;
import ballast.model.Durations;
import ballast.model.Names;
import ballast.model.PageReporting;
import ballast.model.VmSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** The types of all parameters. */
final class Types {
    /** Far above any machine, and low enough that no sum of sizes overflows. */
    private static final ByteSize LARGEST = ByteSize.gib(16 * 1024);

    static final ParameterType<String> TEXT = type(String.class, "text", text -> text, text -> text);
    static final ParameterType<String> NAME =
            type(String.class, "a name", text -> Names.requirePathSafe("name", text), text -> text);
    static final ParameterType<Boolean> FLAG =
            type(Boolean.class, "true or false", Types::parseFlag, value -> Boolean.toString(value));
    static final ParameterType<ByteSize> BYTES =
            type(ByteSize.class, "a size such as 512MiB", Types::parseBytes, ByteSize::toString);
    static final ParameterType<ByteSize> VM_SIZE =
            type(ByteSize.class, "a size such as 512MiB", Types::parseVmSize, ByteSize::toString);
    static final ParameterType<Duration> PAUSE =
            type(Duration.class, "a duration such as 10s", Durations::parse, Durations::format);
    static final ParameterType<Duration> TIME =
            type(Duration.class, "a duration such as 10s", Types::parsePositive, Durations::format);
    static final ParameterType<KernelArguments> KERNEL_ARGUMENTS = new ParameterType<>(
            KernelArguments.class,
            "a list of words",
            true,
            (text, sources) -> KernelArguments.parse(text),
            KernelArguments::text);
    static final ParameterType<String> IMAGE =
            choice(String.class, List.of(VmSpec.MINI, "full"), word -> word, word -> word);
    static final ParameterType<WorkloadFile> WORKLOAD = new ParameterType<>(
            WorkloadFile.class, WorkloadLibrary.WANTED, false, WorkloadLibrary::open, WorkloadFile::reference);

    static final ParameterType<Double> MARGIN =
            type(Double.class, "a share such as 5%", Types::parseMargin, Types::percent);
    static final ParameterType<Double> QUANTILE =
            type(Double.class, "a quantile such as 0.9", Types::parseQuantile, value -> value.toString());

    private static final String DEFAULT = "default";

    private Types() {}

    private static <T> ParameterType<T> type(
            Class<T> type, String wanted, Function<String, T> parser, Function<T, String> format) {
        return new ParameterType<>(type, wanted, false, (text, sources) -> parser.apply(text), format);
    }

    static ParameterType<Integer> count(int least, int most) {
        return type(Integer.class, "a whole number", text -> parseCount(text, least, most), count -> count.toString());
    }

    /** Of free-page reporting; the kernel's own value is asked for by the word {@code default}. */
    static ParameterType<OptionalInt> reporting(PageReporting.Parameter parameter) {
        String wanted = "'" + DEFAULT + "' or a whole number, " + parameter.least() + " to " + parameter.most();
        return type(
                OptionalInt.class,
                wanted,
                text -> text.equals(DEFAULT)
                        ? OptionalInt.empty()
                        : OptionalInt.of(parseCount(text, parameter.least(), parameter.most(), "want " + wanted)),
                value -> value.isPresent() ? Integer.toString(value.getAsInt()) : DEFAULT);
    }

    /** One of a few words; {@code of} turns a known one into a value. */
    static final ParameterType<Cpus> CPUS = type(Cpus.class, Cpus.WANTED, Cpus::of, Cpus::label);

    static <T> ParameterType<T> choice(
            Class<T> type, List<String> words, Function<String, T> of, Function<T, String> f) {
        return type(type, "one of " + words, text -> parseChoice(text, words, of), f);
    }

    private static <T> T parseChoice(String text, List<String> words, Function<String, T> of) {
        if (!words.contains(text)) {
            throw new IllegalArgumentException("got '" + text + "', want one of " + words + Nearest.hint(text, words));
        }
        return of.apply(text);
    }

    /** YAML 1.1 would also take {@code yes}, {@code On} and {@code n}: those are typing errors here. */
    private static Boolean parseFlag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("got '" + text + "', want true or false");
        };
    }

    private static int parseCount(String text, int least, int most) {
        return parseCount(text, least, most, "want a whole number, " + least + " to " + most);
    }

    private static int parseCount(String text, int least, int most, String wanted) {
        try {
            int count = Integer.parseInt(text);
            if (count < least || count > most) {
                throw new IllegalArgumentException("got " + text + ", " + wanted);
            }
            return count;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("got '" + text + "', " + wanted, e);
        }
    }

    private static ByteSize parseBytes(String text) {
        ByteSize size = ByteSize.parse(text);
        if (size.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("got " + text + ", want " + LARGEST + " or less");
        }
        return size;
    }

    private static ByteSize parseVmSize(String text) {
        ByteSize size = parseBytes(text);
        if (size.bytes() == 0 || !size.isMultipleOf(VmSpec.GRANULARITY)) {
            throw new IllegalArgumentException("got " + text + ", want a multiple of " + VmSpec.GRANULARITY);
        }
        return size;
    }

    private static Double parseMargin(String text) {
        if (!text.matches("\\d{1,2}(\\.\\d{1,6})?%")) {
            throw new IllegalArgumentException(
                    "got '" + text + "', want a share from 0% to less than 100%, such as 5%");
        }
        return Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static Double parseQuantile(String text) {
        double quantile;
        try {
            quantile = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("got '" + text + "', want a quantile such as 0.9", e);
        }
        if (!(quantile > 0 && quantile <= 1)) {
            throw new IllegalArgumentException("got " + text + ", want more than 0 and at most 1");
        }
        return quantile;
    }

    private static Duration parsePositive(String text) {
        Duration time = Durations.parse(text);
        if (time.isZero()) {
            throw new IllegalArgumentException("got " + text + ", want more than 0s");
        }
        return time;
    }
}
