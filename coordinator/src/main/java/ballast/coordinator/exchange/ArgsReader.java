package ballast.coordinator.exchange;

import ballast.model.ArtefactKind;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Durations;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.MidResize;
import ballast.model.Mode;
import ballast.model.PageReporting;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes cells of the options that a published run's {@code meta.json} holds. An option that is missing has the artefact's own
 * default. What the options do not say: machine {@code pc}, QEMU's default; image {@code artefact}; minimum an eighth of the
 * memory, as the artefact's VMs have where no shrink target is given; resizes may take 5 min, builds a day, boots 1 min; sampling once per s.
 */
final class ArgsReader {
    private static final String IMAGE = "artefact";
    private static final Duration RESIZE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration BUILD_TIMEOUT = Duration.ofDays(1);
    private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Sampling SAMPLING = new Sampling(Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Args args;
    private final Kind kind;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private ArgsReader(JsonNode args, Kind kind) {
        this.args = new Args(args);
        this.kind = kind;
    }

    /** Empty if the options are no known benchmark's. */
    static Optional<Kind> kind(JsonNode args) {
        if (args.has("bench_threads")) {
            return Optional.of(args.path("ftq").asBoolean() ? Kind.FTQ : Kind.STREAM);
        }
        if (args.has("nofault")) {
            return Optional.of(Kind.INFLATE);
        }
        if (args.has("vms")) {
            return Optional.of(Kind.MULTIVM);
        }
        return args.has("target") ? Optional.of(Kind.COMPILING) : Optional.empty();
    }

    /**
     * The cell of a run at a place.
     *
     * @throws IllegalArgumentException for users, if the options make no benchmark
     */
    static Cell cell(JsonNode args, Kind kind, String place) {
        return new ArgsReader(args, kind).cell(place);
    }

    private Cell cell(String place) {
        BenchmarkSpec spec = spec(place);
        Isolation isolation = kind == Kind.COMPILING || kind == Kind.MULTIVM ? Isolation.SHARED : Isolation.EXCLUSIVE;
        return Cell.of(parameters, spec, isolation, SAMPLING, BOOT_TIMEOUT);
    }

    private BenchmarkSpec spec(String place) {
        VmSpec vm = vm();
        return switch (kind) {
            case INFLATE -> inflate(vm);
            case COMPILING -> compiling(vm);
            case MULTIVM -> multivm(vm);
            case STREAM -> stream(vm, Integer.parseInt(place));
            case FTQ -> ftq(vm, Integer.parseInt(place));
        };
    }

    private VmSpec vm() {
        boolean vfio = args.isSet("vfio") || args.isSet("vfio_dev");
        String published = args.text("mode");
        Mode mode = mode(published, vfio);
        ByteSize memory = args.gib("mem");
        boolean building = kind == Kind.COMPILING || kind == Kind.MULTIVM;
        ByteSize minimum = building ? eighth(memory) : shrinkTarget(memory);
        boolean virtioMem = mode.kind() == ArtefactKind.VIRTIO_MEM;
        String zone = published.endsWith("-kernel") ? "online_kernel" : "online_movable";
        show("mode", mode);
        show("memory", memory);
        show("minimum", minimum);
        VmSpec vm = new VmSpec(
                memory,
                minimum,
                building && virtioMem ? minimum : memory,
                args.integer("cores"),
                mode,
                Machine.PC,
                virtioMem ? List.of("memhp_default_state=" + zone) : List.of(),
                IMAGE,
                mode.reportsFreePages() ? reporting() : PageReporting.DEFAULT);
        show("cores", vm.cores());
        return vm;
    }

    private Mode mode(String published, boolean vfio) {
        try {
            return PublishedMode.toOurs(kind, published, vfio);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("mode: " + e.getMessage(), e);
        }
    }

    /** Whole GiB, halves to even: the artefact rounds with Python. */
    private static ByteSize eighth(ByteSize memory) {
        return ByteSize.gib((long) Math.max(1, Math.rint(memory.toGiB() / 8)));
    }

    private ByteSize shrinkTarget(ByteSize memory) {
        return args.isSet("shrink_target") ? args.gib("shrink_target") : memory.minus(args.gib("max_balloon"));
    }

    private PageReporting reporting() {
        Map<PageReporting.Parameter, Integer> values = new EnumMap<>(PageReporting.Parameter.class);
        for (PageReporting.Parameter parameter : PageReporting.Parameter.values()) {
            if (args.isSet("fpr_" + parameter.label())) {
                values.put(parameter, args.integer("fpr_" + parameter.label()));
                show("reporting-" + parameter.label(), values.get(parameter));
            }
        }
        return new PageReporting(values);
    }

    private BenchmarkSpec inflate(VmSpec vm) {
        boolean nofault = args.flag("nofault");
        ByteSize touch = nofault ? ByteSize.ZERO : vm.memory().minus(ByteSize.gib(1));
        Duration delay = args.seconds("delay", 10);
        var spec = new BenchmarkSpec.Inflate(
                vm, vm.minimum(), touch, nofault, args.integer("iter", 1), delay, RESIZE_TIMEOUT);
        show("target", spec.target());
        show("touch", touch);
        show("nofault", nofault);
        show("iterations", spec.iterations());
        show("delay", Durations.format(delay));
        return spec;
    }

    private BenchmarkSpec compiling(VmSpec vm) {
        Workload workload = PublishedWorkloads.of(args.text("target"), BUILD_TIMEOUT);
        Duration delay = args.seconds("delay", 10);
        int builds = args.integer("repeat", 1);
        show("workload", workload.name());
        show("delay", Durations.format(delay));
        show("builds", builds);
        return builds == 1 && !workload.name().equals("blender")
                ? new BenchmarkSpec.Compiling(vm, workload, delay)
                : new BenchmarkSpec.Blender(vm, workload, builds, delay);
    }

    private BenchmarkSpec multivm(VmSpec vm) {
        var spec = new BenchmarkSpec.MultiVm(
                vm,
                args.integer("vms"),
                PublishedWorkloads.of(args.text("target"), BUILD_TIMEOUT),
                args.flag("simultaneous"),
                args.integer("repeat", 1),
                args.seconds("delay", 10));
        show("vms", spec.vms());
        show("workload", spec.workload().name());
        show("simultaneous", spec.simultaneous());
        show("builds", spec.builds());
        show("delay", Durations.format(spec.delay()));
        return spec;
    }

    private BenchmarkSpec stream(VmSpec vm, int threads) {
        int iterations = Math.multiplyExact(args.integer("bench_iters", 400), threads);
        MidResize resize = midResize(vm, threads);
        show("iterations", iterations);
        int elements = args.integer("stream_size", 45_000_000);
        return new BenchmarkSpec.Stream(vm, threads, elements, iterations, Duration.ZERO, resize);
    }

    private BenchmarkSpec ftq(VmSpec vm, int threads) {
        int samples = args.integer("bench_iters", 400);
        MidResize resize = midResize(vm, threads);
        show("samples", samples);
        return new BenchmarkSpec.Ftq(vm, threads, args.integer("ftq_interval", 28), samples, resize);
    }

    private MidResize midResize(VmSpec vm, int threads) {
        show("threads", threads);
        show("baseline", args.flag("baseline"));
        return new MidResize(
                args.flag("baseline"),
                vm.minimum(),
                args.isSet("workload_mem") ? args.gib("workload_mem") : ByteSize.gib(19),
                SETTLE,
                args.seconds("post_delay", 20),
                args.seconds("deflate_delay", 90),
                RESIZE_TIMEOUT);
    }

    private void show(String parameter, Object value) {
        parameters.put(parameter, value.toString());
    }
}
