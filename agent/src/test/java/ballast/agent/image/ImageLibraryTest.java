package ballast.agent.image;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.system.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLibraryTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path folder;

    private Path image(String name, String hash, String provides, Instant built) throws IOException {
        Path image = Files.createDirectory(folder.resolve(name + "-" + hash));
        Files.writeString(image.resolve("disk.qcow2"), "disk of " + hash);
        Files.writeString(image.resolve("image.json"), """
                {"format": 1, "name": "%s", "hash": "%s", "kernelVersion": "6.1", "provides": [%s],
                 "files": {"disk.qcow2": "sha256:%s"}}
                """.formatted(
                        name, hash, provides, Sha256.of(image.resolve("disk.qcow2"))));
        Files.setLastModifiedTime(image.resolve("image.json"), FileTime.from(built));
        return image;
    }

    @Test
    void listsThemByNameTheNewestFirst() throws Exception {
        image("mini", "b", "\"write\"", NOON);
        image("full", "c", "\"gcc\"", NOON);
        image("full", "d", "\"gcc\"", NOON.plusSeconds(1));
        Files.createDirectory(folder.resolve(".build.x"));
        assertThat(new ImageLibrary(folder).all()).extracting(StoredImage::hash).containsExactly("d", "c", "b");
        assertThat(new ImageLibrary(folder.resolve("none")).all()).isEmpty();
    }

    @Test
    void findsTheNewestOfAName() throws Exception {
        image("full", "a", "\"gcc\", \"sqlite\"", NOON);
        image("full", "b", "\"gcc\", \"clang\"", NOON.plusSeconds(1));
        StoredImage newest = new ImageLibrary(folder).newest("full").orElseThrow();
        assertThat(newest.hash()).isEqualTo("b");
        assertThat(newest.providesAll(Set.of("gcc", "clang"))).isTrue();
        assertThat(newest.providesAll(Set.of("sqlite"))).isFalse();
        assertThat(newest.bytes()).isEqualTo("disk of b".length());
        assertThat(new ImageLibrary(folder).newest("mini")).isEmpty();
    }

    @Test
    void verifyTellsEveryFileThatIsNotAsItWasBuilt() throws Exception {
        Path image = image("full", "a", "", NOON);
        assertThat(new ImageLibrary(folder).all().get(0).verify()).isEmpty();
        Files.writeString(image.resolve("disk.qcow2"), "written to");
        assertThat(new ImageLibrary(folder).all().get(0).verify())
                .singleElement()
                .asString()
                .startsWith(image.resolve("disk.qcow2") + ": got sha256:")
                .contains(", want sha256:");
        Files.delete(image.resolve("disk.qcow2"));
        assertThat(new ImageLibrary(folder).all().get(0).verify())
                .containsExactly(image.resolve("disk.qcow2") + ": no such file");
    }
}
