package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.like;
import static ballast.coordinator.matrix.Parameter.optional;
import static ballast.coordinator.matrix.Parameter.required;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Isolation;
import ballast.model.VmSpec;
import java.time.Duration;
import java.util.List;

/** {@code compiling}, {@code blender} and {@code multivm}: the footprint of VMs in which a workload runs, now and then. */
final class BuildParameters {
    /** Only virtio-mem needs another: there it is the base memory, the rest can be unplugged. */
    private static final Parameter<ByteSize> MINIMUM = like("minimum", Types.VM_SIZE, VmParameters.MEMORY);

    private static final Parameter<Integer> BUILDS = optional("builds", Types.count(1, 100_000), "3");
    private static final Parameter<Duration> PAUSE = required("delay", Types.PAUSE);
    private static final Parameter<Integer> VMS = optional("vms", Types.count(1, 256), "3");
    private static final Parameter<Boolean> SIMULTANEOUS = optional("simultaneous", Types.FLAG, "false");
    private static final Parameter<Duration> PERIOD = required("delay", Types.TIME);

    private static final VmParameters VM = new VmParameters(MINIMUM, WorkloadParameters.IMAGE);

    static final Benchmark COMPILING = new Benchmark(
            "compiling",
            Isolation.SHARED,
            VM.around(
                    List.of(WorkloadParameters.WORKLOAD, WorkloadParameters.TOUCH, PAUSE, WorkloadParameters.TIMEOUT)),
            BuildParameters::compiling);

    static final Benchmark BLENDER = new Benchmark(
            "blender",
            Isolation.SHARED,
            VM.around(List.of(
                    WorkloadParameters.WORKLOAD, WorkloadParameters.TOUCH, BUILDS, PAUSE, WorkloadParameters.TIMEOUT)),
            BuildParameters::blender);

    static final Benchmark MULTIVM = new Benchmark(
            "multivm",
            Isolation.SHARED,
            VM.around(List.of(
                    VMS,
                    WorkloadParameters.WORKLOAD,
                    WorkloadParameters.TOUCH,
                    SIMULTANEOUS,
                    BUILDS,
                    PERIOD,
                    WorkloadParameters.TIMEOUT)),
            BuildParameters::multiVm);

    private BuildParameters() {}

    private static BenchmarkSpec compiling(Settings settings) {
        VmSpec vm = VM.vm(settings);
        return new BenchmarkSpec.Compiling(vm, WorkloadParameters.workload(settings, vm), settings.get(PAUSE));
    }

    private static BenchmarkSpec blender(Settings settings) {
        VmSpec vm = VM.vm(settings);
        return new BenchmarkSpec.Blender(
                vm, WorkloadParameters.workload(settings, vm), settings.get(BUILDS), settings.get(PAUSE));
    }

    private static BenchmarkSpec multiVm(Settings settings) {
        VmSpec vm = VM.vm(settings);
        return new BenchmarkSpec.MultiVm(
                vm,
                settings.get(VMS),
                WorkloadParameters.workload(settings, vm),
                settings.get(SIMULTANEOUS),
                settings.get(BUILDS),
                settings.get(PERIOD));
    }
}
