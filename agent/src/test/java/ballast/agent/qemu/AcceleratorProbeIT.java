package ballast.agent.qemu;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(probe().run(folder, "tcg").trouble()).isEmpty();
    }

    @Test
    void acceleratorThatDoesNotExistIsTold() throws Exception {
        assertThat(probe().run(folder, "no-such-accelerator"))
                .isEqualTo(new AcceleratorProbe.Trial("ended with exit code 1", true));
    }
}
