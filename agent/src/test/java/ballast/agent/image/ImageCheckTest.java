package ballast.agent.image;

import static ballast.agent.Faults.assertFault;

import ballast.agent.system.KeptDigests;
import ballast.agent.system.Sha256;
import ballast.model.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCheckTest {
    @TempDir
    Path folder;

    private ImageCheck check;

    @BeforeEach
    void build() throws Exception {
        check = new ImageCheck(new KeptDigests(folder.resolve("cache")));
        for (String file : new String[] {"vmlinuz", "initrd", "disk.qcow2", "id"}) {
            Files.writeString(folder.resolve(file), "as built: " + file);
        }
    }

    private GuestImage image(String... named) throws Exception {
        StringBuilder files = new StringBuilder();
        for (String file : named) {
            files.append(files.isEmpty() ? "" : ", ")
                    .append("\"%s\": \"sha256:%s\"".formatted(file, Sha256.of(folder.resolve(file))));
        }
        Files.writeString(folder.resolve("image.json"), """
                {"format": 1, "name": "full", "hash": "0123456789ab", "kernel": "vmlinuz", "initrd": "initrd",
                 "disk": "disk.qcow2", "kernelVersion": "6.1", "files": {%s},
                 "ssh": {"user": "root", "privateKey": "id", "hostKey": "ssh-ed25519 AAAA"}}
                """.formatted(files));
        return GuestImage.load(folder);
    }

    @Test
    void whatIsAsItWasBuiltMayBoot() throws Exception {
        GuestImage image = image("vmlinuz", "initrd", "disk.qcow2");
        check.check(image);
        check.check(image);
    }

    @Test
    void whatWasChangedSinceDoesNotBootAndAllOfItIsTold() throws Exception {
        GuestImage image = image("vmlinuz", "initrd", "disk.qcow2");
        check.check(image);
        String built = Sha256.of(folder.resolve("initrd"));
        Files.writeString(folder.resolve("initrd"), "of somebody");
        Files.setLastModifiedTime(
                folder.resolve("initrd"), FileTime.from(Instant.now().plusSeconds(5)));
        Files.delete(folder.resolve("disk.qcow2"));

        assertFault(FailureKind.IMAGE, () -> check.check(image))
                .isEqualTo("guest image full-0123456789ab is not what was built: " + folder.resolve("initrd")
                        + ": got SHA-256 " + Sha256.of(folder.resolve("initrd")) + ", want " + built + "; "
                        + folder.resolve("disk.qcow2")
                        + ": no such file; build it anew with: ballast image build full");
    }

    @Test
    void whatHasNoDigestDoesNotBoot() throws Exception {
        GuestImage image = image("vmlinuz", "initrd");

        assertFault(FailureKind.IMAGE, () -> check.check(image))
                .contains(folder.resolve("disk.qcow2") + ": got no digest of it in image.json (files)");
    }
}
