package ballast.agent.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Accelerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which findings are kept; scripts stand for QEMU. */
class AcceleratorProbeTest {
    @TempDir
    Path folder;

    private AcceleratorProbe.Finding find(String script) throws Exception {
        Path device = folder.resolve("kvm");
        if (Files.notExists(device)) {
            Files.createFile(device);
        }
        return find(device, script);
    }

    private AcceleratorProbe.Finding find(Path device, String script) throws Exception {
        Path qemu = folder.resolve("qemu");
        if (Files.notExists(qemu)) {
            Files.writeString(qemu, "#!/bin/sh\n. " + folder.resolve("script") + "\n");
            Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(folder.resolve("script"), script);
        Path guard = Path.of(System.getenv("BALLAST_GUARD"));
        return new AcceleratorProbe(device, qemu, guard, folder.resolve("cache")).find(folder);
    }

    private List<Path> kept() throws Exception {
        Path cache = folder.resolve("cache/accelerator");
        if (Files.notExists(cache)) {
            return List.of();
        }
        try (var files = Files.list(cache)) {
            return files.toList();
        }
    }

    @Test
    void whatIsCertainIsKept() throws Exception {
        assertThat(find("exit 33").accelerator()).isEqualTo(Accelerator.KVM);
        assertThat(kept()).hasSize(1);
        assertThat(find("exit 1").accelerator()).isEqualTo(Accelerator.KVM);
    }

    @Test
    void aGuestThatEndsWronglyIsCertainToo() throws Exception {
        assertThat(find("exit 1").reason()).endsWith("is there, but a probe guest ended with exit code 1");
        assertThat(kept()).hasSize(1);
        assertThat(find("exit 33").accelerator()).isEqualTo(Accelerator.TCG);
    }

    @Test
    void aGuestThatTakesTooLongIsTriedAgain() throws Exception {
        assertThat(find("exec sleep 100").reason()).endsWith("did not end within 1000 ms");
        assertThat(kept()).isEmpty();
        assertThat(find("exit 33").accelerator()).isEqualTo(Accelerator.KVM);
    }

    @Test
    void aMissingDeviceIsLookedForAgain() throws Exception {
        assertThat(find(folder.resolve("none"), "exit 33").reason()).endsWith("none is missing or not writable");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aGarbledFindingCountsAsAbsent() throws Exception {
        find("exit 1");
        for (String garbled : List.of("", "KVM", "XEN\nwhatever\n", "\u0000")) {
            Files.writeString(kept().get(0), garbled);
            assertThat(find("exit 33").accelerator()).as(garbled).isEqualTo(Accelerator.KVM);
        }
        assertThat(kept()).hasSize(1);
    }
}
