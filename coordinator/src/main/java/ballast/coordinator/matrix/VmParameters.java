package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.optional;
import static ballast.coordinator.matrix.Parameter.required;

import ballast.model.ByteSize;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.PageReporting;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The parameters that every benchmark has: its VMs, and how they are looked at. */
final class VmParameters {
    static final Parameter<Mode> MODE =
            required("mode", Types.choice(Mode.class, Mode.labels(), Mode::of, Mode::label));
    static final Parameter<ByteSize> MEMORY = required("memory", Types.VM_SIZE);
    static final Parameter<Integer> CORES = optional("cores", Types.count(1, 1024), "1");
    static final Parameter<Machine> MACHINE =
            optional("machine", Types.choice(Machine.class, List.of("pc", "q35"), Machine::of, Machine::label), "q35");
    static final Parameter<KernelArguments> KERNEL_ARGUMENTS =
            optional("kernel-arguments", Types.KERNEL_ARGUMENTS, "default");
    static final Parameter<String> MINI_IMAGE = optional("image", Types.IMAGE, VmSpec.MINI);
    static final Parameter<Duration> SAMPLE_INTERVAL = optional("sample-interval", Types.TIME, "100ms");
    static final Parameter<Duration> GUEST_INTERVAL =
            new Parameter<>("guest-interval", Types.TIME, false, VmParameters::guestInterval);
    static final Parameter<Duration> BOOT_TIMEOUT = optional("boot-timeout", Types.TIME, "60s");

    private static final Map<PageReporting.Parameter, Parameter<OptionalInt>> REPORTING = reporting();

    private final Parameter<ByteSize> minimum;
    private final Parameter<ByteSize> initial;
    private final Parameter<String> image;

    /**
     * @param minimum the benchmark's own: its default differs
     * @param image likewise
     */
    VmParameters(Parameter<ByteSize> minimum, Parameter<String> image) {
        this.minimum = minimum;
        this.initial = new Parameter<>("initial", Types.VM_SIZE, true, this::initialSize);
        this.image = image;
    }

    /** All of a benchmark's parameters, its own among them. */
    List<Parameter<?>> around(List<Parameter<?>> own) {
        List<Parameter<?>> all =
                new ArrayList<>(List.of(MODE, MEMORY, minimum, initial, CORES, MACHINE, image, KERNEL_ARGUMENTS));
        all.addAll(REPORTING.values());
        all.addAll(own);
        all.addAll(List.of(SAMPLE_INTERVAL, GUEST_INTERVAL, BOOT_TIMEOUT));
        return all;
    }

    private static Map<PageReporting.Parameter, Parameter<OptionalInt>> reporting() {
        Map<PageReporting.Parameter, Parameter<OptionalInt>> all = new EnumMap<>(PageReporting.Parameter.class);
        for (PageReporting.Parameter parameter : PageReporting.Parameter.values()) {
            all.put(parameter, optional("reporting-" + parameter.label(), Types.reporting(parameter), "default"));
        }
        return all;
    }

    /** Whole; but where the host plugs and unplugs by itself an eighth, as in the artefact, or the minimum if that is more. */
    private Optional<Value> initialSize(Settings settings) {
        Optional<Value> memory = settings.find(MEMORY);
        Optional<Value> least = settings.find(minimum);
        boolean known = settings.areReadable(List.of(MODE, MEMORY, minimum));
        if (!known || settings.get(MODE).control() != Mode.Control.ELASTIC) {
            return memory;
        }
        ByteSize eighth = new ByteSize(settings.get(MEMORY).bytes() / 8).roundUpTo(VmSpec.GRANULARITY);
        return eighth.compareTo(settings.get(minimum)) > 0
                ? memory.map(value -> Types.VM_SIZE.read(eighth.toString(), value.line()))
                : least;
    }

    /** The guest is asked every second, or with every sample where those are rarer. */
    private static Optional<Value> guestInterval(Settings settings) {
        Value second = Types.TIME.read("1s", 0);
        return settings.find(SAMPLE_INTERVAL)
                .filter(Value::isReadable)
                .filter(sample -> settings.get(SAMPLE_INTERVAL).compareTo(Duration.ofSeconds(1)) > 0)
                .or(() -> Optional.of(second));
    }

    /** @throws IllegalArgumentException if the values do not go together */
    VmSpec vm(Settings settings) {
        Map<PageReporting.Parameter, Integer> asked = new EnumMap<>(PageReporting.Parameter.class);
        REPORTING.forEach((name, parameter) -> settings.get(parameter).ifPresent(value -> asked.put(name, value)));
        return new VmSpec(
                settings.get(MEMORY),
                settings.get(minimum),
                settings.get(initial),
                settings.get(CORES),
                settings.get(MODE),
                settings.get(MACHINE),
                settings.get(KERNEL_ARGUMENTS).expanded(),
                settings.get(image),
                new PageReporting(asked));
    }

    /** @throws IllegalArgumentException if the intervals do not go together */
    static Sampling sampling(Settings settings) {
        return new Sampling(settings.get(SAMPLE_INTERVAL), settings.get(GUEST_INTERVAL));
    }
}
