package ballast.agent.actor;

import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.MidResize;
import ballast.model.Mode;
import ballast.model.PageReporting;
import ballast.model.RunId;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Small cells for real VMs. */
final class Cells {
    static final List<String> TUNED =
            List.of("mitigations=off", "nokaslr", "tsc=reliable", "no_timer_check", "init_on_alloc=0", "quiet");

    private Cells() {}

    static VmSpec vm(Mode mode) {
        ByteSize memory = ByteSize.mib(512);
        ByteSize minimum = ByteSize.mib(256);
        return new VmSpec(memory, minimum, memory, 1, mode, Machine.Q35, TUNED);
    }

    static Cell inflate(Mode mode, boolean nofault, int iterations, Duration bootTimeout) {
        var spec = new BenchmarkSpec.Inflate(
                vm(mode),
                ByteSize.mib(256),
                ByteSize.mib(160),
                nofault,
                iterations,
                Duration.ofMillis(200),
                Duration.ofSeconds(60));
        return Cell.of(Map.of("mode", mode.label()), spec, Isolation.EXCLUSIVE, Sampling.DEFAULT, bootTimeout);
    }

    static Cell multiVm(Mode mode, int builds) {
        var write = Workload.write(ByteSize.mib(96), Duration.ofSeconds(60));
        var spec = new BenchmarkSpec.MultiVm(vm(mode), 2, write, false, builds, Duration.ofSeconds(4));
        return Cell.of(Map.of("mode", mode.label()), spec, Isolation.SHARED, Sampling.DEFAULT, Duration.ofSeconds(60));
    }

    private static MidResize midResize() {
        return new MidResize(
                false,
                ByteSize.mib(256),
                ByteSize.mib(160),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(60));
    }

    /** Goes on for 5 s, so that it is still at work after both resizes. */
    static Cell stream(Mode mode) {
        var spec = new BenchmarkSpec.Stream(vm(mode), 1, 500_000, 10, Duration.ofSeconds(5), midResize());
        return Cell.of(Map.of(), spec, Isolation.EXCLUSIVE, Sampling.DEFAULT, Duration.ofSeconds(60));
    }

    /** 400 quanta of 16.8 ms are 6.7 s. */
    static Cell ftq(Mode mode) {
        var spec = new BenchmarkSpec.Ftq(vm(mode), 1, 24, 400, midResize());
        return Cell.of(Map.of(), spec, Isolation.EXCLUSIVE, Sampling.DEFAULT, Duration.ofSeconds(60));
    }

    /** Its guest needs much less than it has, so that the host may take an eighth of it away, and more. */
    static Cell compiling(Mode mode) {
        var write = Workload.write(ByteSize.mib(96), Duration.ofSeconds(60));
        var spec = new BenchmarkSpec.Compiling(vm(mode), write, Duration.ofSeconds(2));
        return Cell.of(Map.of(), spec, Isolation.SHARED, Sampling.DEFAULT, Duration.ofSeconds(60));
    }

    /** One VM that builds once, its guest asked to report free pages so. */
    static Cell reporting(PageReporting.Parameter parameter, int value) {
        ByteSize memory = ByteSize.mib(256);
        var vm = new VmSpec(
                memory,
                memory,
                memory,
                1,
                Mode.BASE_AUTO,
                Machine.Q35,
                TUNED,
                VmSpec.MINI,
                new PageReporting(Map.of(parameter, value)));
        var write = Workload.write(ByteSize.mib(32), Duration.ofSeconds(60));
        var spec = new BenchmarkSpec.MultiVm(vm, 1, write, true, 1, Duration.ofSeconds(1));
        return Cell.of(Map.of(), spec, Isolation.SHARED, Sampling.DEFAULT, Duration.ofSeconds(60));
    }

    static AttemptId attempt(Cell cell, int number) {
        return new AttemptId(new RunId(new CampaignId("20261123-120000-test"), cell.id(), 1), number);
    }
}
