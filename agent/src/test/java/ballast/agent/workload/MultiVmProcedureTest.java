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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultiVmProcedureTest {
    private static final VmSpec VM = ExampleVms.of(Mode.BASE_AUTO);
    private static final double START = 100;
    private static final String CPU_START = "run cpu-start: head -n1 /proc/stat within PT30S";
    private static final String CPU_END = "run cpu-end: head -n1 /proc/stat within PT30S";
    private static final String BUILD = ": write -t 2 -m 512MiB within PT1M";

    @TempDir
    Path folder;

    private void run(FakeVm vm, boolean simultaneous) throws Exception {
        var write = Workload.write(ByteSize.mib(512), Duration.ofMinutes(1));
        var spec = new BenchmarkSpec.MultiVm(VM, 3, write, simultaneous, 2, Duration.ofSeconds(30));
        Procedure.of(spec).run(vm, folder, START);
    }

    private static FakeVm vm(int index) {
        return new FakeVm(VM, index, START);
    }

    private void assertTimes(String json) {
        assertThat(folder.resolve("times_0.json")).hasContent(json.replace('\'', '"'));
    }

    @Test
    void staggeredVmKWaitsForItsShareAndThenBuildsOnceEveryDelay() throws Exception {
        FakeVm vm = vm(2);
        run(vm, false);
        assertThat(vm.calls)
                .containsExactly(
                        CPU_START,
                        "phase wait 1",
                        "pause PT20S",
                        "phase build 1",
                        "run build-1" + BUILD,
                        "phase wait 2",
                        "pause PT26S",
                        "phase build 2",
                        "run build-2" + BUILD,
                        "phase cool-down 2",
                        "pause PT10S",
                        CPU_END);
        assertTimes("{'start':[20.0,50.0],'build':[24.0,54.0],'clean':[24.0,54.0],"
                + "'cpu':{'total':64.0,'user':1.5,'system':0.25}}");
    }

    @Test
    void theFirstOfStaggeredVmsStartsAtOnce() throws Exception {
        FakeVm vm = vm(0);
        run(vm, false);
        assertThat(vm.calls).startsWith(CPU_START, "phase wait 1", "phase build 1", "run build-1" + BUILD);
    }

    @Test
    void simultaneousVmsAllStartAtOnce() throws Exception {
        FakeVm vm = vm(2);
        run(vm, true);
        assertThat(vm.calls).startsWith(CPU_START, "phase wait 1", "phase build 1", "run build-1" + BUILD);
        assertTimes("{'start':[0.0,30.0],'build':[4.0,34.0],'clean':[4.0,34.0],"
                + "'cpu':{'total':44.0,'user':1.5,'system':0.25}}");
    }

    @Test
    void afterABuildLongerThanTheDelayTheNextFollowsAtOnce() throws Exception {
        run(vm(0).building(45), true);
        assertTimes("{'start':[0.0,45.0],'build':[45.0,90.0],'clean':[45.0,90.0],"
                + "'cpu':{'total':100.0,'user':1.5,'system':0.25}}");
    }

    @Test
    void aFaultKeepsTheTimesSoFar() throws Exception {
        FakeVm vm = vm(0).failingAt("run build-2" + BUILD);
        assertFault(FailureKind.DEVICE, () -> run(vm, true)).startsWith("died in run build-2");
        assertTimes("{'start':[0.0,30.0],'build':[4.0],'clean':[4.0],'cpu':{}}");
    }

    @Test
    void cpuTimesThatAreNoneAreTheGuestsFault() throws Exception {
        assertFault(FailureKind.WORKLOAD, () -> run(vm(0).withCpuLine("intr 5"), true))
                .isEqualTo("/proc/stat does not begin with the CPU's times: intr 5");
        assertTimes("{'start':[0.0,30.0],'build':[4.0,34.0],'clean':[4.0,34.0],'cpu':{}}");
    }
}
