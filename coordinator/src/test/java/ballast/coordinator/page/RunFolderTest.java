package ballast.coordinator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address leads out of a run's folder. */
final class RunFolderTest {
    @TempDir
    private Path root;

    private Path run;
    private RunFolder folder;

    @BeforeEach
    void fill() throws Exception {
        run = Files.createDirectories(root.resolve("store/cells/a/rep-1"));
        Files.createDirectories(run.resolve("vm_10"));
        Files.createDirectories(run.resolve("vm_9"));
        Files.writeString(run.resolve("vm_9/samples.csv"), "x");
        Files.writeString(run.resolve("vm_9/out.txt"), "x");
        Files.writeString(run.resolve("status.json"), "{}");
        Files.writeString(root.resolve("secret"), "s");
        Files.writeString(run.resolveSibling("rep-1.secret"), "s");
        Files.createSymbolicLink(run.resolve("link"), root.resolve("secret"));
        Files.createSymbolicLink(run.resolve("linked"), root);
        folder = new RunFolder(run);
    }

    @Test
    void plain_files_in_it_are_there() throws Exception {
        assertThat(folder.file(List.of("status.json"))).contains(run.resolve("status.json"));
        assertThat(folder.file(List.of("vm_9", "samples.csv"))).contains(run.resolve("vm_9/samples.csv"));
        assertThat(folder.entries().stream().map(RunFolder.Entry::name))
                .containsExactly("status.json", "vm_9/out.txt", "vm_9/samples.csv");
        assertThat(folder.vms()).containsExactly(run.resolve("vm_9"), run.resolve("vm_10"));
        assertThat(folder.consoles(run.resolve("vm_9"))).containsExactly("vm_9/out.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..|rep-1.secret",
                "..|..|..|..|secret",
                "vm_9|..|..|rep-1.secret",
                "link",
                "linked|secret",
                "vm_9",
                ".",
                "",
                "../rep-1.secret",
                "..\\rep-1.secret",
                "status.json\u0000",
                "nothing",
                "|etc|passwd",
                "/etc/passwd",
            })
    void nothing_else_is(String path) throws Exception {
        assertThat(folder.file(List.of(path.split("\\|", -1)))).isEmpty();
    }
}
