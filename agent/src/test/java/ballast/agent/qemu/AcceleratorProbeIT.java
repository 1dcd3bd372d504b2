package ballast.agent.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe guest in a real QEMU: it runs to its end where the accelerator works, which TCG always does. */
class AcceleratorProbeIT {
    @TempDir
    Path folder;

    private AcceleratorProbe probe() {
        return new AcceleratorProbe(
                Path.of("/usr/bin/qemu-system-x86_64"),
                Path.of(System.getenv("BALLAST_GUARD")),
                folder.resolve("cache"));
    }

    @Test
    void probeGuestRunsToItsEndUnderTcg() throws Exception {
        assertThat(probe().run(folder, "tcg")).isEmpty();
    }

    @Test
    void acceleratorThatDoesNotExistIsTold() throws Exception {
        assertThat(probe().run(folder, "no-such-accelerator")).isEqualTo("ended with exit code 1");
    }

    @Test
    void findingIsKeptForThisBoot() throws Exception {
        AcceleratorProbe.Finding first = probe().find(folder);
        try (var kept = Files.list(folder.resolve("cache/accelerator"))) {
            assertThat(kept).hasSize(1);
        }

        assertThat(probe().find(folder)).isEqualTo(first);
        assertThat(first.reason()).isNotEmpty();
    }
}
