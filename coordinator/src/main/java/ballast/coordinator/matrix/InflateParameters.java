package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.optional;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code inflate}: one VM, shrunk and grown again and again. */
final class InflateParameters {
    private static final Parameter<Boolean> NOFAULT = optional("nofault", Types.FLAG, "false");
    private static final Parameter<ByteSize> TOUCH =
            new Parameter<>("touch", Types.BYTES, false, InflateParameters::nothingToTouch);
    private static final Parameter<Integer> ITERATIONS = optional("iterations", Types.count(1, 100_000), "5");
    private static final Parameter<Duration> DELAY = optional("delay", Types.PAUSE, "10s");

    private static final VmParameters VM = new VmParameters(ResizeParameters.DOWN_TO_TARGET, VmParameters.MINI_IMAGE);

    static final Benchmark INFLATE = new Benchmark(
            "inflate",
            Isolation.EXCLUSIVE,
            VM.around(List.of(
                    ResizeParameters.TARGET, TOUCH, NOFAULT, ITERATIONS, DELAY, ResizeParameters.RESIZE_TIMEOUT)),
            InflateParameters::spec);

    private InflateParameters() {}

    /** A nofault run touches nothing; any other has to say how much. */
    private static Optional<Value> nothingToTouch(Settings settings) {
        return settings.find(NOFAULT)
                .filter(nofault -> !nofault.isReadable() || settings.get(NOFAULT))
                .map(nofault -> nofault.isReadable()
                        ? Types.BYTES.read("0B", nofault.line())
                        : Value.unreadable(nofault.line()));
    }

    private static BenchmarkSpec spec(Settings settings) {
        return new BenchmarkSpec.Inflate(
                VM.vm(settings),
                settings.get(ResizeParameters.TARGET),
                settings.get(TOUCH),
                settings.get(NOFAULT),
                settings.get(ITERATIONS),
                settings.get(DELAY),
                settings.get(ResizeParameters.RESIZE_TIMEOUT));
    }
}
