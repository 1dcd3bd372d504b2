package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.like;
import static ballast.coordinator.matrix.Parameter.optional;
import static ballast.coordinator.matrix.Parameter.required;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Isolation;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All benchmarks, by name. A new one is added here and nowhere else in this package. */
final class Benchmarks {
    private static final int MANY = 100_000;

    private static final Parameter<ByteSize> TARGET = required("target", Types.VM_SIZE);
    private static final Parameter<ByteSize> DOWN_TO_TARGET = like("minimum", Types.VM_SIZE, TARGET);
    private static final Parameter<Boolean> NOFAULT = optional("nofault", Types.FLAG, "false");
    private static final Parameter<ByteSize> INFLATE_TOUCH =
            new Parameter<>("touch", Types.BYTES, false, Benchmarks::nothingToTouch);
    private static final Parameter<Integer> ITERATIONS = optional("iterations", Types.count(1, MANY), "5");
    private static final Parameter<Duration> INFLATE_DELAY = optional("delay", Types.PAUSE, "10s");
    private static final Parameter<Duration> RESIZE_TIMEOUT = optional("resize-timeout", Types.TIME, "5m");

    private static final Parameter<ByteSize> NEVER_RESIZED = like("minimum", Types.VM_SIZE, VmParameters.MEMORY);
    private static final Parameter<Integer> VMS = optional("vms", Types.count(1, 256), "3");
    private static final Parameter<String> WORKLOAD =
            optional("workload", Types.choice(String.class, List.of("write"), word -> word, word -> word), "write");
    private static final Parameter<ByteSize> WRITE_TOUCH = required("touch", Types.BYTES);
    private static final Parameter<Boolean> SIMULTANEOUS = optional("simultaneous", Types.FLAG, "false");
    private static final Parameter<Integer> BUILDS = optional("builds", Types.count(1, MANY), "3");
    private static final Parameter<Duration> BUILD_DELAY = required("delay", Types.TIME);
    private static final Parameter<Duration> WORKLOAD_TIMEOUT = optional("workload-timeout", Types.TIME, "10m");

    private static final Benchmark INFLATE = new Benchmark(
            "inflate",
            Isolation.EXCLUSIVE,
            parameters(
                    DOWN_TO_TARGET, List.of(TARGET, INFLATE_TOUCH, NOFAULT, ITERATIONS, INFLATE_DELAY, RESIZE_TIMEOUT)),
            Benchmarks::inflate);
    private static final Benchmark MULTIVM = new Benchmark(
            "multivm",
            Isolation.SHARED,
            parameters(
                    NEVER_RESIZED,
                    List.of(VMS, WORKLOAD, WRITE_TOUCH, SIMULTANEOUS, BUILDS, BUILD_DELAY, WORKLOAD_TIMEOUT)),
            Benchmarks::multiVm);

    static final Map<String, Benchmark> ALL = new TreeMap<>(Map.of("inflate", INFLATE, "multivm", MULTIVM));

    private Benchmarks() {}

    /** Whether the name of a benchmark was understood; see {@link Benchmark#anyOf}. */
    static boolean isKnown(Benchmark benchmark) {
        return ALL.containsValue(benchmark);
    }

    static boolean isParameter(String key) {
        return ALL.values().stream()
                .anyMatch(benchmark -> benchmark.parameter(key).isPresent());
    }

    private static List<Parameter<?>> parameters(Parameter<ByteSize> minimum, List<Parameter<?>> own) {
        List<Parameter<?>> all = new ArrayList<>(List.of(
                VmParameters.MODE,
                VmParameters.MEMORY,
                minimum,
                VmParameters.INITIAL,
                VmParameters.CORES,
                VmParameters.MACHINE,
                VmParameters.KERNEL_ARGUMENTS));
        all.addAll(own);
        all.addAll(List.of(VmParameters.SAMPLE_INTERVAL, VmParameters.GUEST_INTERVAL, VmParameters.BOOT_TIMEOUT));
        return all;
    }

    /** A nofault run touches nothing; any other has to say how much. */
    private static Optional<Value> nothingToTouch(Settings settings) {
        return settings.find(NOFAULT)
                .filter(nofault -> !nofault.isReadable() || settings.get(NOFAULT))
                .map(nofault -> nofault.isReadable()
                        ? Types.BYTES.read("0B", nofault.line())
                        : Value.unreadable(nofault.line()));
    }

    private static BenchmarkSpec inflate(Settings settings) {
        return new BenchmarkSpec.Inflate(
                VmParameters.vm(settings, DOWN_TO_TARGET),
                settings.get(TARGET),
                settings.get(INFLATE_TOUCH),
                settings.get(NOFAULT),
                settings.get(ITERATIONS),
                settings.get(INFLATE_DELAY),
                settings.get(RESIZE_TIMEOUT));
    }

    private static BenchmarkSpec multiVm(Settings settings) {
        VmSpec vm = VmParameters.vm(settings, NEVER_RESIZED);
        ByteSize touch = settings.get(WRITE_TOUCH);
        if (touch.compareTo(vm.memory()) >= 0) {
            throw new IllegalArgumentException("touch: got " + touch + ", want less than memory, " + vm.memory());
        }
        return new BenchmarkSpec.MultiVm(
                vm,
                settings.get(VMS),
                Workload.write(settings.get(WRITE_TOUCH), settings.get(WORKLOAD_TIMEOUT)),
                settings.get(SIMULTANEOUS),
                settings.get(BUILDS),
                settings.get(BUILD_DELAY));
    }
}
