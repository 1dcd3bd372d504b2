package ballast.agent.qemu;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuVersionTest {
    @TempDir
    Path folder;

    /** A program that is QEMU as far as {@code --version} goes. */
    private Path program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("qemu"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void isWhatStandsBehindTheWords() throws Exception {
        Path qemu = program("echo 'QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)'; echo 'Copyright (c)'");
        assertThat(QemuVersion.of(qemu)).isEqualTo("7.2.22 (Debian 1:7.2+dfsg-7)");
    }

    @Test
    void aProgramThatFailsIsToldWithItsWords() throws Exception {
        Path qemu = program("echo 'error while loading shared libraries: libx.so' >&2; exit 127");
        assertFault(FailureKind.HOST, () -> QemuVersion.of(qemu))
                .isEqualTo(qemu + " --version failed: error while loading shared libraries: libx.so");
    }

    @Test
    void aProgramThatIsMissingIsToldWithWhatToInstall() {
        Path missing = folder.resolve("missing");
        assertFault(FailureKind.HOST, () -> QemuVersion.of(missing))
                .startsWith("cannot execute QEMU, " + missing + ": ")
                .endsWith("; install it (Debian: qemu-system-x86)");
    }
}
