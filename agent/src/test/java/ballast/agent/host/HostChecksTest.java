package ballast.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.host.HostCheck.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostChecksTest {
    @TempDir
    Path root;

    private void kernelTells(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private Map<String, HostCheck> read() {
        Map<String, HostCheck> checks = new TreeMap<>();
        new HostChecks(root).read().forEach(check -> checks.put(check.name(), check));
        return checks;
    }

    @Test
    void aQuietHost() throws Exception {
        kernelTells("sys/devices/system/cpu/smt/active", "0");
        kernelTells("sys/devices/system/cpu/intel_pstate/no_turbo", "1");
        kernelTells("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance");
        kernelTells("sys/devices/system/cpu/cpu11/cpufreq/scaling_governor", "performance");
        kernelTells("proc/swaps", "Filename Type Size Used Priority");
        kernelTells("sys/kernel/mm/ksm/run", "0");
        kernelTells("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
        kernelTells("proc/sys/kernel/numa_balancing", "0");
        assertThat(read().values()).allSatisfy(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.GOOD);
            assertThat(check.advice()).isEmpty();
        });
        assertThat(read().get("transparent-huge-pages").found()).isEqualTo("madvise");
        assertThat(read().get("turbo").found()).as("off").isEqualTo("0");
    }

    @Test
    void aRestlessHostIsToldWhatToDo() throws Exception {
        kernelTells("sys/devices/system/cpu/smt/active", "1");
        kernelTells("sys/devices/system/cpu/cpufreq/boost", "1");
        kernelTells("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance");
        kernelTells("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave");
        kernelTells("proc/swaps", "Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2");
        kernelTells("sys/kernel/mm/ksm/run", "1");
        kernelTells("sys/kernel/mm/transparent_hugepage/enabled", "always madvise [never]");
        kernelTells("proc/sys/kernel/numa_balancing", "1");
        assertThat(read().values()).allSatisfy(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.DISTURBS);
            assertThat(check.advice()).isNotEmpty();
        });
        assertThat(read().get("governor").found()).isEqualTo("performance, powersave");
        assertThat(read().get("swap").found()).isEqualTo("/dev/sda2");
    }

    @Test
    void whatTheKernelDoesNotTellIsUnknown() {
        assertThat(read())
                .hasSize(7)
                .allSatisfy((name, check) -> assertThat(check.verdict()).isEqualTo(Verdict.UNKNOWN));
    }
}
