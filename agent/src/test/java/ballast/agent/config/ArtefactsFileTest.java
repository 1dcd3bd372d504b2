package ballast.agent.config;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.config.Artefact.Part;
import ballast.model.ArtefactKind;
import ballast.model.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactsFileTest {
    @TempDir
    Path folder;

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("artefacts.yaml"), text);
    }

    @Test
    void pathsCountFromTheFile() throws Exception {
        String digest = "A".repeat(64);
        var read = ArtefactsFile.read(write("""
                artefacts:
                  llfree:
                    qemu: llfree/qemu
                    kernel: /boot/bzImage
                    sha256:
                      qemu: %s
                  virtio-mem:
                    qemu: ../qemu
                """.formatted(digest)));

        assertThat(read)
                .isEqualTo(Map.of(
                        ArtefactKind.LLFREE,
                        new Artefact(
                                Map.of(Part.QEMU, folder.resolve("llfree/qemu"), Part.KERNEL, Path.of("/boot/bzImage")),
                                Map.of(Part.QEMU, digest.toLowerCase(java.util.Locale.ROOT))),
                        ArtefactKind.VIRTIO_MEM,
                        Artefact.of(folder.resolveSibling("qemu"))));
    }

    @Test
    void allProblemsAreToldAtOnce() throws Exception {
        Path file = write("""
                artefacts:
                  llfre:
                    qemu: x
                  llfree:
                    kernal: x
                    sha256: {kernel: 12, disk: %s}
                  huge: x
                  base:
                    qemu:
                    qemu: y
                """.formatted("0".repeat(64)));
        assertFault(FailureKind.HOST, () -> ArtefactsFile.read(file)).isEqualTo("""
                        artefacts file FILE:2: artefacts.llfre: unknown key; did you mean 'llfree'?
                        FILE:10: artefacts.base.qemu: given twice
                        FILE:9: artefacts.base.qemu: got nothing, want a path
                        FILE:7: artefacts.huge: got 'x', want keys and values
                        FILE:5: artefacts.llfree.kernal: unknown key; did you mean 'kernel'?
                        FILE:6: artefacts.llfree.sha256.kernel: got '12', want 64 hexadecimal digits
                        FILE:6: artefacts.llfree.sha256.disk: got a digest, want the file, too
                        FILE:1: artefacts.llfree.qemu: got none, want the path of a QEMU""".replace("FILE", file.toString()));
    }

    @Test
    void whatIsNoArtefactsFileIsRefused() throws Exception {
        Path file = folder.resolve("artefacts.yaml");
        assertFault(FailureKind.HOST, () -> ArtefactsFile.read(file)).endsWith("artefacts.yaml: no such file");
        write("");
        assertFault(FailureKind.HOST, () -> ArtefactsFile.read(file)).contains(":1: got an empty file");
        write("a: [");
        assertFault(FailureKind.HOST, () -> ArtefactsFile.read(file)).contains(": not YAML: ");
        write("{}");
        assertFault(FailureKind.HOST, () -> ArtefactsFile.read(file)).contains(":1: artefacts: got none");
    }
}
