package ballast.agent.vm;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleBuilds;
import ballast.agent.ExampleVms;
import ballast.agent.artefact.VmParts;
import ballast.agent.image.GuestImage;
import ballast.model.Accelerator;
import ballast.model.Mode;
import ballast.model.PageReporting;
import ballast.model.VmSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden files: one word of the argument vector a line. */
class QemuCommandLineTest {
    private static VmParts parts(Accelerator accelerator, Optional<String> guestAgentPort) {
        GuestImage image = ExampleBuilds.image(guestAgentPort);
        return new VmParts(
                ExampleBuilds.QEMU, accelerator, image, image.kernel(), Optional.of(image.initrd()), Optional.empty());
    }

    private static List<String> words(VmSpec vm, VmParts parts) {
        return QemuCommandLine.of(
                "campaign/cell/rep-1/attempt-1/vm-0",
                vm,
                parts,
                vm.mode().vfio() ? Optional.of("0000:08:00.0") : Optional.empty(),
                new VmSockets(Path.of("/run/ballast/a1/vm_0")));
    }

    @ParameterizedTest
    @CsvSource({
        "BASE_MANUAL, TCG",
        "BASE_MANUAL, KVM",
        "BASE_AUTO, TCG",
        "BASE_AUTO, KVM",
        "HUGE_MANUAL, KVM",
        "HUGE_AUTO, KVM",
        "VIRTIO_MEM, TCG",
        "VIRTIO_MEM, KVM",
        "VIRTIO_MEM_VFIO, KVM",
        "LLFREE_MANUAL, TCG",
        "LLFREE_MANUAL, KVM",
        "LLFREE_AUTO, KVM",
        "LLFREE_AUTO_VFIO, KVM"
    })
    void isThisArgumentVector(Mode mode, Accelerator accelerator) throws IOException {
        List<String> words = words(ExampleVms.of(mode), parts(accelerator, Optional.of("ballast.stats")));
        assertIsGolden(words, mode.label() + "-" + accelerator.label());
    }

    /** A kernel of the artefact's that boots from the image's disk, told how its free pages are to be reported. */
    @Test
    void aDiskIsNeverWrittenTo() throws IOException {
        VmSpec vm = ExampleVms.of(Mode.HUGE_AUTO);
        VmSpec reporting = new VmSpec(
                vm.memory(),
                vm.minimum(),
                vm.initial(),
                vm.cores(),
                vm.mode(),
                vm.machine(),
                vm.kernelArguments(),
                "full",
                new PageReporting(Map.of(PageReporting.Parameter.ORDER, 0, PageReporting.Parameter.DELAY, 100)));
        VmParts parts = new VmParts(
                Path.of("/artefacts/huge/qemu"),
                Accelerator.KVM,
                ExampleBuilds.diskImage(),
                Path.of("/artefacts/huge/bzImage"),
                Optional.empty(),
                Optional.of(Path.of("/images/full/a,disk.qcow2")));
        assertIsGolden(words(reporting, parts), "huge-auto-disk-kvm");
    }

    @Test
    void anImageWithoutAGuestAgentHasNoPortForIt() {
        assertThat(words(ExampleVms.of(Mode.BASE_AUTO), parts(Accelerator.TCG, Optional.empty())))
                .noneMatch(word -> word.contains("virtserialport") || word.contains("virtio-serial"));
    }

    @Test
    void asShellTextOnlyWhatNeedsItIsQuoted() {
        assertThat(QemuCommandLine.forShell(List.of("qemu", "-m", "1024M,maxmem=2G", "a b", "it's", "{\"a\":1}", "")))
                .isEqualTo("qemu -m 1024M,maxmem=2G 'a b' 'it'\\''s' '{\"a\":1}' ''");
    }

    private static void assertIsGolden(List<String> words, String name) throws IOException {
        assertThat(String.join("\n", words) + "\n").isEqualTo(golden(name));
    }

    private static String golden(String name) throws IOException {
        String file = "qemu/" + name + ".txt";
        try (InputStream in = QemuCommandLineTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file " + file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
