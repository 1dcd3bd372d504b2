package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.optional;

import ballast.model.BenchmarkSpec;
import ballast.model.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code stream} and {@code ftq}: what a resize costs the guest that works meanwhile. Defaults are the artefact's. */
final class InterferenceParameters {
    private static final int STREAM_ITERATIONS_PER_THREAD = 1900;

    private static final Parameter<Integer> THREADS = optional("threads", Types.count(1, 1024), "1");
    private static final Parameter<Integer> ELEMENTS = optional("elements", Types.count(1, 2_000_000_000), "45000000");
    private static final Parameter<Integer> ITERATIONS =
            new Parameter<>("iterations", Types.count(1, 10_000_000), true, InterferenceParameters::iterations);
    private static final Parameter<Duration> DURATION = optional("duration", Types.PAUSE, "0s");
    private static final Parameter<Integer> INTERVAL_BITS = optional("interval-bits", Types.count(10, 40), "28");
    private static final Parameter<Integer> SAMPLES = optional("samples", Types.count(1, 10_000_000), "1096");

    private static final VmParameters VM = new VmParameters(ResizeParameters.DOWN_TO_TARGET, VmParameters.MINI_IMAGE);

    static final Benchmark STREAM = new Benchmark(
            "stream",
            Isolation.EXCLUSIVE,
            VM.around(ResizeParameters.after(List.of(THREADS, ELEMENTS, ITERATIONS, DURATION))),
            settings -> new BenchmarkSpec.Stream(
                    VM.vm(settings),
                    settings.get(THREADS),
                    settings.get(ELEMENTS),
                    settings.get(ITERATIONS),
                    settings.get(DURATION),
                    ResizeParameters.midResize(settings)));

    static final Benchmark FTQ = new Benchmark(
            "ftq",
            Isolation.EXCLUSIVE,
            VM.around(ResizeParameters.after(List.of(THREADS, INTERVAL_BITS, SAMPLES))),
            settings -> new BenchmarkSpec.Ftq(
                    VM.vm(settings),
                    settings.get(THREADS),
                    settings.get(INTERVAL_BITS),
                    settings.get(SAMPLES),
                    ResizeParameters.midResize(settings)));

    private InterferenceParameters() {}

    /** More threads are faster: in the artefact the number of iterations rises with them. */
    private static Optional<Value> iterations(Settings settings) {
        return settings.find(THREADS)
                .map(threads -> threads.isReadable()
                        ? ITERATIONS
                                .type()
                                .read(
                                        Integer.toString(STREAM_ITERATIONS_PER_THREAD * settings.get(THREADS)),
                                        threads.line())
                        : Value.unreadable(threads.line()));
    }
}
