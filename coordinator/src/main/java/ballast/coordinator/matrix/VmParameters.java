package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.like;
import static ballast.coordinator.matrix.Parameter.optional;
import static ballast.coordinator.matrix.Parameter.required;

import ballast.model.ByteSize;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The parameters that every benchmark has: its VMs, and how they are looked at. */
final class VmParameters {
    static final Parameter<Mode> MODE =
            required("mode", Types.choice(Mode.class, Mode.labels(), Mode::of, Mode::label));
    static final Parameter<ByteSize> MEMORY = required("memory", Types.VM_SIZE);
    static final Parameter<ByteSize> INITIAL = like("initial", Types.VM_SIZE, MEMORY);
    static final Parameter<Integer> CORES = optional("cores", Types.count(1, 1024), "1");
    static final Parameter<Machine> MACHINE =
            optional("machine", Types.choice(Machine.class, List.of("pc", "q35"), Machine::of, Machine::label), "q35");
    static final Parameter<KernelArguments> KERNEL_ARGUMENTS =
            optional("kernel-arguments", Types.KERNEL_ARGUMENTS, "default");
    static final Parameter<Duration> SAMPLE_INTERVAL = optional("sample-interval", Types.TIME, "100ms");
    static final Parameter<Duration> GUEST_INTERVAL =
            new Parameter<>("guest-interval", Types.TIME, false, VmParameters::guestInterval);
    static final Parameter<Duration> BOOT_TIMEOUT = optional("boot-timeout", Types.TIME, "60s");

    private VmParameters() {}

    /** The guest is asked every second, or with every sample where those are rarer. */
    private static Optional<Value> guestInterval(Settings settings) {
        Value second = Types.TIME.read("1s", 0);
        return settings.find(SAMPLE_INTERVAL)
                .filter(Value::isReadable)
                .filter(sample -> settings.get(SAMPLE_INTERVAL).compareTo(Duration.ofSeconds(1)) > 0)
                .or(() -> Optional.of(second));
    }

    /**
     * @param minimum the benchmark's own: its default differs
     * @throws IllegalArgumentException if the values do not go together
     */
    static VmSpec vm(Settings settings, Parameter<ByteSize> minimum) {
        return new VmSpec(
                settings.get(MEMORY),
                settings.get(minimum),
                settings.get(INITIAL),
                settings.get(CORES),
                settings.get(MODE),
                settings.get(MACHINE),
                settings.get(KERNEL_ARGUMENTS).expanded());
    }

    /** @throws IllegalArgumentException if the intervals do not go together */
    static Sampling sampling(Settings settings) {
        return new Sampling(settings.get(SAMPLE_INTERVAL), settings.get(GUEST_INTERVAL));
    }
}
