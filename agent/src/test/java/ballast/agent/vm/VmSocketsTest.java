package ballast.agent.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VmSocketsTest {
    private static final int ROOM = 107 - "/guest.sock".length();

    @Test
    void aSocketsPathMayHave107Bytes() {
        Path longest = Path.of("/" + "f".repeat(ROOM - 1));
        assertThat(new VmSockets(longest).guestAgent().toString()).hasSize(107);
        assertTooLong(Path.of("/" + "f".repeat(ROOM)));
    }

    @Test
    void bytesCountNotCharacters() {
        assertTooLong(Path.of("/" + "ü".repeat(ROOM / 2 + 1)));
    }

    @Test
    void eachVmsFilesLieInItsFolder() {
        var sockets = new VmSockets(Path.of("/run/ballast/a1/vm_0"));
        assertThat(sockets.qmp()).hasToString("/run/ballast/a1/vm_0/qmp.sock");
        assertThat(sockets.console()).hasToString("/run/ballast/a1/vm_0/out.txt");
        assertThat(sockets.log()).hasToString("/run/ballast/a1/vm_0/qemu.log");
        assertThat(sockets.pidFile()).hasToString("/run/ballast/a1/vm_0/qemu.pid");
    }

    private static void assertTooLong(Path folder) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmSockets(folder))
                .withMessage("the run folder's path is too long for a UNIX socket"
                        + " (at most 107 bytes with the file's name): " + folder);
    }
}
