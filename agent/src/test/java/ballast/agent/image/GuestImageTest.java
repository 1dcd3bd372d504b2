package ballast.agent.image;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestImageTest {
    private static final String HINT = "; build it with: ballast image build mini";

    /** As the image's builder writes it. */
    private static final String DESCRIPTION = """
            {
              "format": 1,
              "name": "mini",
              "hash": "0123456789ab",
              "kernel": "vmlinuz",
              "initrd": "initrd",
              "kernelVersion": "6.1.0-41-cloud-amd64",
              "ssh": {"user": "root", "privateKey": "id", "hostKey": "ssh-ed25519 AAAA"},
              "guestAgent": {"port": "ballast.stats"}
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        for (String file : new String[] {"vmlinuz", "initrd", "id"}) {
            Files.writeString(folder.resolve(file), "content");
        }
    }

    private Path describe(String json) throws IOException {
        return Files.writeString(folder.resolve("image.json"), json);
    }

    @Test
    void readsWhatTheBuilderHasWritten() throws Exception {
        describe(DESCRIPTION);
        GuestImage image = GuestImage.load(folder);
        assertThat(image.name()).isEqualTo("mini");
        assertThat(image.kernel()).isEqualTo(folder.resolve("vmlinuz"));
        assertThat(image.initrd()).isEqualTo(folder.resolve("initrd"));
        assertThat(image.kernelVersion()).isEqualTo("6.1.0-41-cloud-amd64");
        assertThat(image.ssh()).isEqualTo(new GuestImage.Ssh("root", folder.resolve("id"), "ssh-ed25519 AAAA"));
        assertThat(image.guestAgentPort()).contains("ballast.stats");
    }

    @Test
    void anImageMayLiveOnADiskAndSayWhatItHas() throws Exception {
        Files.writeString(folder.resolve("disk.qcow2"), "content");
        describe(DESCRIPTION.replace("\"format\": 1,", """
                "format": 1,
                "disk": "disk.qcow2",
                "kernelArguments": ["root=/dev/vda", "rw"],
                "provides": ["write", "linux"],"""));
        GuestImage image = GuestImage.load(folder);
        assertThat(image.disk()).contains(folder.resolve("disk.qcow2"));
        assertThat(image.kernelArguments()).containsExactly("root=/dev/vda", "rw");
        assertThat(image.provides()).containsExactlyInAnyOrder("write", "linux");
    }

    @Test
    void anOldImageSaysNeither() throws Exception {
        describe(DESCRIPTION);
        GuestImage image = GuestImage.load(folder);
        assertThat(image.disk()).isEmpty();
        assertThat(image.kernelArguments()).isEmpty();
        assertThat(image.provides()).containsExactlyInAnyOrder("write", "stream", "ftq");
    }

    @Test
    void anImageMayLackTheGuestAgent() throws Exception {
        describe(DESCRIPTION.replaceAll("(?s),\\s*\"guestAgent\".*?}", ""));
        assertThat(GuestImage.load(folder).guestAgentPort()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        Path missing = folder.resolve("missing");
        assertFault(FailureKind.IMAGE, () -> GuestImage.load(missing))
                .isEqualTo("guest image: " + missing + "/image.json: no such file" + HINT);
    }

    @Test
    void brokenJsonIsToldWithItsLine() throws Exception {
        Path file = describe(DESCRIPTION.replace("\"hash\":", "\"hash\""));
        assertFault(FailureKind.IMAGE, () -> GuestImage.load(folder))
                .startsWith(file + ":4: not a description of an image: Unexpected character ('\"'")
                .endsWith(HINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "\"mini\""})
    void whatIsNoDescriptionIsRefused(String json) throws Exception {
        Path file = describe(json);
        assertFault(FailureKind.IMAGE, () -> GuestImage.load(folder))
                .startsWith(file + ":")
                .contains("not a description of an image")
                .endsWith(HINT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "hash",
                "kernel",
                "initrd",
                "kernelVersion",
                "ssh",
                "ssh.user",
                "ssh.privateKey",
                "ssh.hostKey"
            })
    void aFieldThatIsMissingIsNamed(String field) throws Exception {
        String name = field.substring(field.indexOf('.') + 1);
        Path file = describe(DESCRIPTION.replace("\"" + name + "\":", "\"other\":"));
        assertFault(FailureKind.IMAGE, () -> GuestImage.load(folder))
                .isEqualTo(file + ": " + field + ": missing" + HINT);
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        Path file = describe(DESCRIPTION.replace("\"format\": 1", "\"format\": 2"));
        assertFault(FailureKind.IMAGE, () -> GuestImage.load(folder))
                .isEqualTo(file + ": format: got 2, want 1" + HINT);
        describe("null");
        assertFault(FailureKind.IMAGE, () -> GuestImage.load(folder))
                .isEqualTo(file + ": format: got nothing, want 1" + HINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vmlinuz", "initrd", "id"})
    void aFileThatIsMissingIsNamed(String name) throws Exception {
        describe(DESCRIPTION);
        Files.delete(folder.resolve(name));
        assertFault(FailureKind.IMAGE, () -> GuestImage.load(folder))
                .contains(folder.resolve(name).toString())
                .endsWith(HINT);
    }
}
