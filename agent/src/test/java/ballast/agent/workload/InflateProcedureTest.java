package ballast.agent.workload;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleVms;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.Mode;
import ballast.model.VmSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InflateProcedureTest {
    private static final VmSpec VM = ExampleVms.of(Mode.BASE_MANUAL);
    private static final String RESIZES_HEADER = "iteration,direction,from,to,reached,ns,source\n";
    private static final String SHRINK = ",shrink,1073741824,268435456,268435456,";
    private static final String GROW = ",grow,268435456,1073741824,1073741824,";

    @TempDir
    Path folder;

    private final FakeVm vm = new FakeVm(VM, 0, 100);

    private void run(boolean nofault, int iterations) throws Exception {
        var spec = new BenchmarkSpec.Inflate(
                VM,
                ByteSize.mib(256),
                ByteSize.mib(512),
                nofault,
                iterations,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60));
        Procedure.of(spec).run(vm, folder, 100);
    }

    @Test
    void touchesShrinksGrowsAndTouchesTwice() throws Exception {
        run(false, 1);
        assertThat(vm.calls)
                .containsExactly(
                        "phase fill 1",
                        "run fill-1: write -t 2 -m 512MiB within PT2M38S",
                        "phase pause 1",
                        "pause PT2S",
                        "phase shrink 1",
                        "resize 256MiB within PT1M",
                        "phase pause 1",
                        "pause PT2S",
                        "phase grow 1",
                        "resize 1GiB within PT1M",
                        "phase touch 1",
                        "run touch-1: write -t 1 -m 512MiB within PT2M38S",
                        "phase touch2 1",
                        "run touch2-1: write -t 1 -m 512MiB within PT2M38S");
    }

    @Test
    void writesARowForEachIterationAndEachResize() throws Exception {
        run(false, 2);
        assertThat(folder.resolve("out.csv"))
                .hasContent("shrink,grow,touch,touch2\n1000,2000,77,77\n3000,4000,77,77\n");
        assertThat(folder.resolve("resizes.csv"))
                .hasContent(RESIZES_HEADER
                        + ("1" + SHRINK + "1000,qmp\n" + "1" + GROW + "2000,qmp\n")
                        + ("2" + SHRINK + "3000,qmp\n" + "2" + GROW + "4000,qmp\n"));
    }

    /** 512 MiB are 131,072 pages. */
    @Test
    void theAllocatorModuleTouchesWhereThereIsOne() throws Exception {
        vm.withAllocator("alg,x,iteration,allocs,get_min,get_avg,get_max\nbulk,1,0,131072,90,100.5,900\n");
        run(false, 1);
        assertThat(vm.calls)
                .contains("allocator touch-1: bulk 1 131072 0 1 0", "allocator touch2-1: bulk 1 131072 0 1 0");
        assertThat(folder.resolve("out.csv")).hasContent("shrink,grow,touch,touch2\n1000,2000,13172736,13172736\n");
    }

    @Test
    void anAnswerWithoutTheAverageIsAFault() {
        vm.withAllocator("alg,get_min\nbulk,90\n");
        assertFault(FailureKind.WORKLOAD, () -> run(false, 1))
                .isEqualTo("the allocator module gave no row with get_avg, but: alg,get_min / bulk,90");
    }

    @Test
    void withNofaultTheGuestsMemoryIsNotTouched() throws Exception {
        run(true, 2);
        assertThat(vm.calls).noneMatch(call -> call.startsWith("run"));
        assertThat(vm.calls).filteredOn(call -> call.startsWith("resize")).hasSize(4);
        assertThat(folder.resolve("out.csv"))
                .hasContent("shrink,grow,touch,touch2\n1000,2000,nan,nan\n3000,4000,nan,nan\n");
    }

    @Test
    void aFaultKeepsTheRowsSoFar() throws Exception {
        vm.failingAt("run touch-2: write -t 1 -m 512MiB within PT2M38S");
        assertFault(FailureKind.DEVICE, () -> run(false, 3)).startsWith("died in run touch-2");
        assertThat(folder.resolve("out.csv")).hasContent("shrink,grow,touch,touch2\n1000,2000,77,77\n");
        assertThat(folder.resolve("resizes.csv")).content().hasLineCount(5);
    }
}
