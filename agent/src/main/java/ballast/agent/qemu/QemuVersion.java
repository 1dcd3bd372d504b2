package ballast.agent.qemu;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@code qemu-system-x86_64 --version} says. */
public final class QemuVersion {
    private QemuVersion() {}

    /** @throws FaultException of kind HOST if there is no such program, or it fails */
    public static String of(Path qemu) throws FaultException, InterruptedException {
        try {
            Process process = new ProcessBuilder(qemu.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new FaultException(FailureKind.HOST, qemu + " --version failed: " + text.strip());
            }
            return text.lines().findFirst().orElse("").replace("QEMU emulator version ", "");
        } catch (IOException e) {
            throw new FaultException(
                    FailureKind.HOST,
                    "cannot execute QEMU, " + qemu + ": " + e.getMessage() + "; install it (Debian: qemu-system-x86)",
                    e);
        }
    }
}
