package ballast.agent.workload;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleVms;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.MidResize;
import ballast.model.Mode;
import ballast.model.VmSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MidResizeProcedureTest {
    private static final VmSpec VM = ExampleVms.of(Mode.BASE_MANUAL);
    private static final String STREAM = "stream -t 2 -n 30 -d 9000 -s 1000";

    @TempDir
    Path folder;

    private final FakeVm vm = new FakeVm(VM, 0, 100).building(10);

    private static MidResize resize(boolean baseline) {
        return new MidResize(
                baseline,
                ByteSize.mib(256),
                ByteSize.mib(512),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                Duration.ofMinutes(1));
    }

    private void stream(boolean baseline) throws Exception {
        var spec = new BenchmarkSpec.Stream(VM, 2, 1000, 30, Duration.ofSeconds(9), resize(baseline));
        Procedure.of(spec).run(vm, folder, 100);
    }

    @Test
    void shrinksAndGrowsWhileTheGuestWorks() throws Exception {
        stream(false);
        assertThat(vm.calls)
                .containsExactly(
                        "phase fill 1",
                        "run fill: write -t 2 -m 512MiB within PT2M38S",
                        "phase settle 1",
                        "pause PT5S",
                        "phase work 1",
                        "begin work: " + STREAM + " within PT2H9S",
                        "work PT2S",
                        "phase shrink 1",
                        "resize 256MiB within PT1M",
                        "phase work 1",
                        "work PT4S",
                        "phase grow 1",
                        "resize 1GiB within PT1M",
                        "phase work 1",
                        "end",
                        "close",
                        "phase collect 1");
        assertThat(folder.resolve("Copy.csv")).hasContent("IterTime,Bandwidth\n0.5,100.0\n");
        assertThat(folder.resolve("resizes.csv")).hasContent("""
                        iteration,direction,from,to,reached,ns,source
                        1,shrink,1073741824,268435456,268435456,1000,qmp
                        1,grow,268435456,1073741824,1073741824,2000,qmp
                        """);
    }

    @Test
    void aBaselineKeepsItsSize() throws Exception {
        stream(true);
        assertThat(vm.calls).noneMatch(call -> call.startsWith("resize")).contains("end", "close");
        assertThat(folder.resolve("resizes.csv")).content().hasLineCount(1);
    }

    @Test
    void workThatEndsBeforeTheResizeFailsTheRun() {
        vm.building(5);
        assertFault(FailureKind.WORKLOAD, () -> stream(false))
                .isEqualTo("VM 0: " + STREAM + " ended after 5.0 s, want it to run still when the VM is to grow"
                        + " (grow-at: 6s); give it more to do, or resize earlier");
        assertThat(vm.calls).contains("close");
        assertThat(folder.resolve("resizes.csv")).content().hasLineCount(2);
    }

    @Test
    void whatIsNoStreamIsRefused() {
        vm.printing("Segmentation fault\n");
        assertFault(FailureKind.WORKLOAD, () -> stream(false)).contains("but: Segmentation fault");
    }

    @Test
    void ftqLeavesTwoFiles() throws Exception {
        var spec = new BenchmarkSpec.Ftq(VM, 1, 24, 600, resize(false));
        Procedure.of(spec).run(vm, folder, 100);
        assertThat(vm.calls).contains("begin work: ftq -t 1 -n 600 -i 24 -o /tmp/ftq within PT1M20.1326592S");
        assertThat(folder.resolve("counts.dat")).hasContent("/tmp/ftq_counts.dat");
        assertThat(folder.resolve("times.dat")).hasContent("/tmp/ftq_times.dat");
    }
}
