package ballast.model;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One valid value of each kind, for tests to start from. */
public final class Examples {
    public static final RunId RUN = new RunId(new CampaignId("20261123-190102-3fa9"), new CellId("0123456789ab"), 2);
    public static final AttemptId ATTEMPT = new AttemptId(RUN, 3);

    private Examples() {}

    public static VmSpec vm(Mode mode) {
        return new VmSpec(
                ByteSize.gib(1),
                ByteSize.mib(256),
                ByteSize.mib(512),
                2,
                mode,
                Machine.Q35,
                List.of("nokaslr", "init_on_alloc=0"));
    }

    public static BenchmarkSpec.Inflate inflate() {
        return new BenchmarkSpec.Inflate(
                vm(Mode.VIRTIO_MEM),
                ByteSize.mib(256),
                ByteSize.mib(512),
                false,
                5,
                Duration.ofMillis(1500),
                Duration.ofSeconds(60));
    }

    public static BenchmarkSpec.MultiVm multiVm() {
        return new BenchmarkSpec.MultiVm(vm(Mode.BASE_AUTO), 3, write(), true, 3, Duration.ofSeconds(30));
    }

    public static MidResize midResize() {
        return new MidResize(
                false,
                ByteSize.mib(256),
                ByteSize.mib(512),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofMinutes(1));
    }

    public static BenchmarkSpec.Stream stream() {
        return new BenchmarkSpec.Stream(vm(Mode.LLFREE_MANUAL), 4, 1_000, 20, Duration.ofSeconds(6), midResize());
    }

    public static BenchmarkSpec.Ftq ftq() {
        return new BenchmarkSpec.Ftq(vm(Mode.VIRTIO_MEM_VFIO), 1, 28, 1096, midResize());
    }

    /** On a VM with all its components set. */
    public static BenchmarkSpec.Compiling compiling() {
        VmSpec small = vm(Mode.BASE_AUTO);
        var reporting = new PageReporting(Map.of(PageReporting.Parameter.ORDER, 0, PageReporting.Parameter.DELAY, 100));
        VmSpec full = new VmSpec(
                small.memory(),
                small.minimum(),
                small.initial(),
                small.cores(),
                small.mode(),
                small.machine(),
                small.kernelArguments(),
                "full",
                reporting);
        return new BenchmarkSpec.Compiling(full, sqlite(), Duration.ofSeconds(10));
    }

    public static BenchmarkSpec.Blender blender() {
        return new BenchmarkSpec.Blender(vm(Mode.LLFREE_AUTO), write(), 3, Duration.ZERO);
    }

    static Workload sqlite() {
        Workload.Step step = new Workload.Step(List.of("make", "-j{cores}"), Duration.ofMinutes(9));
        return new Workload("sqlite", List.of("sqlite"), List.of(step), step, List.of(step));
    }

    public static Workload write() {
        return Workload.write(ByteSize.mib(512), Duration.ofMinutes(2));
    }

    public static Failure failure() {
        return new Failure(FailureKind.BOOT, "the guest never answered", List.of("console: Kernel panic"));
    }

    public static Cell cell() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("mode", "virtio-mem");
        parameters.put("cores", "2");
        return Cell.of(parameters, inflate(), Isolation.EXCLUSIVE, Sampling.DEFAULT, Duration.ofSeconds(90));
    }

    public static HostReport hostReport() {
        return new HostReport(
                new HostId("host-1"),
                12,
                ByteSize.gib(64),
                ByteSize.gib(48),
                Accelerator.KVM,
                Map.of("qemu", "7.2.22", "ballast", "0.1.0"),
                Map.of(
                        ArtefactKind.BASE,
                        new HostReport.Artefact(
                                "7.2.22", Set.of("virtio-balloon-pci"), Set.of("balloon"), Map.of("kernel", "00ff"))),
                Map.of(VmSpec.MINI, new HostReport.Image("a1", Set.of("write", "stream", "ftq"))),
                List.of("0000:08:00.0"));
    }

    public static Forecast forecast() {
        return new Forecast(Instant.EPOCH, Duration.ofSeconds(2), List.of(1L << 28, 1L << 29, 0L), 0.05);
    }

    public static VmStatus vmStatus() {
        var detail = new VmStatus.Detail(Instant.EPOCH, 5, Double.NaN, 6, 7);
        return new VmStatus(0, "shrink", 1, 2, 3, 4, Optional.of(detail));
    }

    public static GuardStatus guardStatus() {
        return new GuardStatus(
                ByteSize.gib(3),
                ByteSize.gib(2),
                Optional.of(ByteSize.gib(20)),
                Optional.of(new MemoryPressure(1.5, 0.25)),
                new GuardStatus.Breaches(2, 0.7, ByteSize.mib(5)),
                List.of(ATTEMPT));
    }
}
