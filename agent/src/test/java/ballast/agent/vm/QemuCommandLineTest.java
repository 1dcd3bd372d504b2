package ballast.agent.vm;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleBuilds;
import ballast.agent.ExampleVms;
import ballast.agent.artefact.VmParts;
import ballast.agent.image.GuestImage;
import ballast.model.Accelerator;
import ballast.model.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden files: one word of the argument vector a line. */
class QemuCommandLineTest {
    private static List<String> words(Mode mode, Accelerator accelerator, Optional<String> guestAgentPort) {
        GuestImage image = ExampleBuilds.image(guestAgentPort);
        Path qemu = Path.of("/usr/bin/qemu-system-x86_64");
        return QemuCommandLine.of(
                "campaign/cell/rep-1/attempt-1/vm-0",
                ExampleVms.of(mode),
                new VmParts(qemu, accelerator, image, image.kernel(), Optional.of(image.initrd()), Optional.empty()),
                new VmSockets(Path.of("/run/ballast/a1/vm_0")));
    }

    @ParameterizedTest
    @CsvSource({
        "BASE_MANUAL, TCG",
        "BASE_MANUAL, KVM",
        "BASE_AUTO, TCG",
        "BASE_AUTO, KVM",
        "VIRTIO_MEM, TCG",
        "VIRTIO_MEM, KVM"
    })
    void isThisArgumentVector(Mode mode, Accelerator accelerator) throws IOException {
        List<String> words = words(mode, accelerator, Optional.of("ballast.stats"));
        assertThat(String.join("\n", words) + "\n").isEqualTo(golden(mode.label() + "-" + accelerator.label()));
    }

    @Test
    void anImageWithoutAGuestAgentHasNoPortForIt() {
        assertThat(words(Mode.BASE_AUTO, Accelerator.TCG, Optional.empty()))
                .noneMatch(word -> word.contains("virtserialport") || word.contains("virtio-serial"));
    }

    @Test
    void asShellTextOnlyWhatNeedsItIsQuoted() {
        assertThat(QemuCommandLine.forShell(List.of("qemu", "-m", "1024M,maxmem=2G", "a b", "it's", "{\"a\":1}", "")))
                .isEqualTo("qemu -m 1024M,maxmem=2G 'a b' 'it'\\''s' '{\"a\":1}' ''");
    }

    private static String golden(String name) throws IOException {
        String file = "qemu/" + name + ".txt";
        try (InputStream in = QemuCommandLineTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file " + file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
