package ballast.agent.workload;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleVms;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.Mode;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilingProcedureTest {
    private static final VmSpec VM = ExampleVms.of(Mode.BASE_AUTO);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Workload MAKE = new Workload(
            "make",
            List.of("gcc"),
            List.of(step("configure"), step("make", "depend")),
            step("make", "-j{cores}"),
            List.of(step("make", "clean")));

    @TempDir
    Path folder;

    private final FakeVm vm = new FakeVm(VM, 0, 100);

    private static Workload.Step step(String... words) {
        return new Workload.Step(List.of(words), MINUTE);
    }

    private void assertTimes(String json) {
        assertThat(folder.resolve("times_0.json")).hasContent(json.replace('\'', '"'));
    }

    @Test
    void preparesBuildsCleansAndDropsThePageCacheWithAPauseAfterEach() throws Exception {
        var spec = new BenchmarkSpec.Compiling(VM, MAKE, Duration.ofSeconds(10));
        Procedure.of(spec).run(vm, folder, 100);
        assertThat(vm.calls)
                .containsExactly(
                        "phase prepare 1",
                        "run prepare.1: configure within PT1M",
                        "run prepare.2: make depend within PT1M",
                        "publish",
                        "run cpu-start: head -n1 /proc/stat within PT30S",
                        "phase build 1",
                        "run build-1: make -j2 within PT1M",
                        "phase delay 1",
                        "pause PT10S",
                        "run cpu-end: head -n1 /proc/stat within PT30S",
                        "phase clean 1",
                        "run clean-1: make clean within PT1M",
                        "pause PT10S",
                        "phase drop 1",
                        "drop",
                        "pause PT10S");
        assertTimes("{'build':[4.0],'delay':[14.0],'clean':28.0,'drop':38.0,"
                + "'cpu':{'total':14.0,'user':1.5,'system':0.25}}");
    }

    @Test
    void blenderWorksSeveralTimesAndWhatLeavesNothingIsNotCleaned() throws Exception {
        var spec = new BenchmarkSpec.Blender(VM, Workload.write(ByteSize.mib(64), MINUTE), 2, Duration.ofSeconds(1));
        Procedure.of(spec).run(vm, folder, 100);
        assertThat(vm.calls).filteredOn(call -> call.startsWith("run build")).hasSize(2);
        assertTimes("{'build':[4.0,9.0],'delay':[5.0,10.0],'clean':null,'drop':11.0,"
                + "'cpu':{'total':10.0,'user':1.5,'system':0.25}}");
    }

    @Test
    void aFaultKeepsTheMarksSoFar() {
        vm.failingAt("run clean-1: make clean within PT1M");
        var spec = new BenchmarkSpec.Compiling(VM, MAKE, Duration.ofSeconds(10));
        assertFault(FailureKind.DEVICE, () -> Procedure.of(spec).run(vm, folder, 100));
        assertTimes("{'build':[4.0],'delay':[14.0],'clean':null,'drop':null,"
                + "'cpu':{'total':14.0,'user':1.5,'system':0.25}}");
    }
}
