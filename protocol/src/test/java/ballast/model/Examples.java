package ballast.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    public static Workload.Write write() {
        return new Workload.Write(ByteSize.mib(512), Duration.ofMinutes(2));
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
                Map.of("qemu", "7.2.22", "ballast", "0.1.0"));
    }
}
