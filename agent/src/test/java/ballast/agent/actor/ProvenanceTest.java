package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleBuilds;
import ballast.agent.artefact.Build;
import ballast.agent.config.Artefact;
import ballast.agent.image.GuestImage;
import ballast.agent.qemu.AcceleratorProbe;
import ballast.agent.qemu.Capabilities;
import ballast.model.Accelerator;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
    /** Of the text {@code abc} (FIPS 180-2, appendix B.1). */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path root;

    private static Build build(Artefact artefact, Map<String, String> digests) {
        return new Build(
                artefact,
                new Capabilities("7.2", Set.of("virtio-mem-pci", "virtio-balloon-pci"), Set.of("balloon")),
                new AcceleratorProbe.Finding(Accelerator.TCG, "no KVM"),
                digests);
    }

    private JsonNode told(Build build, GuestImage image) {
        return Json.mapper().valueToTree(new Provenance(root).of(build, image));
    }

    private Path write(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "abc");
    }

    @Test
    void theImagesKernel() throws Exception {
        Path kernel = write("images/vmlinuz");
        write("images/config");
        write("proc/version");
        write("proc/cmdline");
        Files.writeString(write("proc/sys/kernel/osrelease"), "6.1.0\n");
        write("boot/config-6.1.0");
        GuestImage plain = ExampleBuilds.image(Optional.empty());
        var image = new GuestImage(
                "mini",
                "0123",
                kernel,
                plain.initrd(),
                Optional.empty(),
                List.of(),
                Set.of(),
                "6.1.0-cloud",
                plain.ssh(),
                Optional.empty(),
                Map.of(kernel, "k1", plain.initrd(), "i1"));
        JsonNode told = told(build(Artefact.of(ExampleBuilds.QEMU), Map.of("qemu", "q1")), image);
        assertThat(told.at("/qemu/sha256").asText()).isEqualTo("q1");
        assertThat(told.at("/qemu/devices/0").asText()).isEqualTo("virtio-balloon-pci");
        assertThat(told.at("/guestKernel/version").asText()).isEqualTo("6.1.0-cloud");
        assertThat(told.at("/guestKernel/sha256").asText()).isEqualTo("k1");
        assertThat(told.at("/guestKernel/config/sha256").asText()).isEqualTo(ABC);
        assertThat(told.at("/image/sha256").toString()).isEqualTo("{\"initrd\":\"i1\",\"vmlinuz\":\"k1\"}");
        assertThat(told.at("/hostKernel/commandLine").asText()).isEqualTo("abc");
        assertThat(told.at("/hostKernel/config/sha256").asText()).isEqualTo(ABC);
        assertThat(told.at("/hostChecks/ksm/verdict").asText()).isEqualTo("unknown");
    }

    @Test
    void anArtefactsKernelAndNothingToRead() {
        Artefact artefact = new Artefact(
                Map.of(Artefact.Part.QEMU, ExampleBuilds.QEMU, Artefact.Part.KERNEL, root.resolve("llfree-bzImage")),
                Map.of());
        JsonNode told =
                told(build(artefact, Map.of("qemu", "q1", "kernel", "k2")), ExampleBuilds.image(Optional.empty()));
        assertThat(told.at("/guestKernel/sha256").asText()).isEqualTo("k2");
        assertThat(told.at("/guestKernel").has("config")).isFalse();
        assertThat(told.at("/hostKernel")).isEmpty();
    }
}
