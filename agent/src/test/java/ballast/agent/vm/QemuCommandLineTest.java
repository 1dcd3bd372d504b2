package ballast.agent.vm;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleVms;
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
    private static GuestImage image(Optional<String> guestAgentPort) {
        Path folder = Path.of("/images/mini");
        var ssh = new GuestImage.Ssh("root", folder.resolve("id"), "ssh-ed25519 AAAA");
        return new GuestImage(
                "mini", "0123", folder.resolve("vmlinuz"), folder.resolve("initrd"), "6.1", ssh, guestAgentPort);
    }

    private static List<String> words(Mode mode, Accelerator accelerator, Optional<String> guestAgentPort) {
        return QemuCommandLine.of(
                Path.of("/usr/bin/qemu-system-x86_64"),
                "campaign/cell/rep-1/attempt-1/vm-0",
                ExampleVms.of(mode),
                image(guestAgentPort),
                accelerator,
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
