package ballast.coordinator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Accelerator;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Driver;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Json;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceKeyTest {
    private static final HostClass KVM = new HostClass(Driver.QEMU, Accelerator.KVM, "AMD EPYC 7763");

    private static Cell cell(Mode mode, long mib, int cores, int vms, long touch, long delay, long timeout) {
        ByteSize size = ByteSize.mib(mib);
        var vm = new VmSpec(size, ByteSize.mib(256), size, cores, mode, Machine.Q35, List.of("quiet", "nokaslr"));
        var work = Workload.write(ByteSize.mib(touch), Duration.ofSeconds(timeout));
        var spec = new BenchmarkSpec.MultiVm(vm, vms, work, false, 2, Duration.ofSeconds(delay));
        var sampling = new Sampling(Duration.ofMillis(10 * timeout), Duration.ofSeconds(timeout));
        return Cell.of(Map.of(), spec, Isolation.SHARED, sampling, Duration.ofSeconds(timeout));
    }

    private static String id(Cell cell) {
        return TraceKey.of(cell, KVM).id();
    }

    @Test
    void namesWhatShapesAFootprint() {
        TraceKey key = TraceKey.of(cell(Mode.BASE_AUTO, 1024, 2, 3, 512, 30, 60), KVM);
        assertThat(key.benchmark()).isEqualTo("multivm");
        assertThat(key.workload()).isEqualTo("write");
        assertThat(key.mode()).isEqualTo(Mode.BASE_AUTO);
        assertThat(key.vms()).isEqualTo(3);
        assertThat(key.fullSize()).isEqualTo(ByteSize.mib(3 * (1024 + 160)));
        assertThat(key.parameters())
                .containsEntry("delay", "PT30S")
                .containsEntry("vm.minimum", "256MiB")
                .containsEntry("vm.kernelArguments", "quiet nokaslr")
                .containsEntry("workload.build.command", "write -t {cores} -m 512MiB")
                .doesNotContainKeys("workload.name", "vm.memory", "vms", "benchmark");
        assertThat(key.parameters().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("timeout"));
    }

    @Test
    void eachOfThemMakesAnotherKeyAndTimeLimitsAndSamplingDoNot() {
        String id = id(cell(Mode.BASE_AUTO, 1024, 2, 3, 512, 30, 60));
        assertThat(List.of(
                        id,
                        id(cell(Mode.BASE_MANUAL, 1024, 2, 3, 512, 30, 60)),
                        id(cell(Mode.BASE_AUTO, 2048, 2, 3, 512, 30, 60)),
                        id(cell(Mode.BASE_AUTO, 1024, 1, 3, 512, 30, 60)),
                        id(cell(Mode.BASE_AUTO, 1024, 2, 2, 512, 30, 60)),
                        id(cell(Mode.BASE_AUTO, 1024, 2, 3, 256, 30, 60)),
                        id(cell(Mode.BASE_AUTO, 1024, 2, 3, 512, 31, 60))))
                .doesNotHaveDuplicates();
        assertThat(id(cell(Mode.BASE_AUTO, 1024, 2, 3, 512, 30, 90))).isEqualTo(id);
    }

    @Test
    void hostsOfAnotherKindHaveTheSameShapeAndAnotherKey() {
        Cell cell = cell(Mode.BASE_AUTO, 1024, 2, 3, 512, 30, 60);
        TraceKey tcg = TraceKey.of(cell, new HostClass(Driver.QEMU, Accelerator.TCG, "AMD EPYC 7763"));
        TraceKey other = TraceKey.of(cell, new HostClass(Driver.QEMU, Accelerator.KVM, "AMD EPYC 9654"));
        TraceKey kvm = TraceKey.of(cell, KVM);
        assertThat(List.of(kvm.id(), tcg.id(), other.id())).doesNotHaveDuplicates();
        assertThat(List.of(tcg.shape(), other.shape())).containsOnly(kvm.shape());
        assertThat(kvm.id()).matches(kvm.shape() + "-[0-9a-f]{4}");
    }

    @Test
    void comesBackFromItsJson() throws Exception {
        TraceKey key = TraceKey.of(cell(Mode.LLFREE_AUTO, 1024, 2, 3, 512, 30, 60), KVM);
        String json = Json.mapper().writeValueAsString(key);
        assertThat(Json.mapper().readValue(json, TraceKey.class)).isEqualTo(key);
        assertThat(Json.mapper().readTree(json).fieldNames())
                .toIterable()
                .containsExactly("benchmark", "workload", "mode", "memory", "cores", "vms", "parameters", "host");
    }

    @Test
    void aHostsClassIsItsAcceleratorAndCpuUnlessItPlaysTracesBack() {
        var measured = host(Driver.QEMU, Map.of("cpu", "AMD EPYC 7763"));
        assertThat(HostClass.of(measured)).isEqualTo(KVM).hasToString("kvm, AMD EPYC 7763");
        assertThat(HostClass.of(host(Driver.QEMU, Map.of()))).hasToString("kvm, CPU unknown");
        assertThat(HostClass.of(host(Driver.REPLAY, Map.of("cpu", "AMD EPYC 7763"))))
                .hasToString("replay");
    }

    private static HostReport host(Driver driver, Map<String, String> versions) {
        return new HostReport(
                new HostId("a"),
                2,
                ByteSize.gib(4),
                ByteSize.gib(3),
                Accelerator.KVM,
                versions,
                Map.of(),
                Map.of(),
                List.of(),
                driver,
                Map.of(),
                1);
    }
}
