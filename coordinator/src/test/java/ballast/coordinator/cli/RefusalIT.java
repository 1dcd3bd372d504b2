package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, with exit code 2, all its problems and nothing started. */
class RefusalIT {
    @TempDir
    Path folder;

    @Test
    void matrixWithSeveralMistakesListsAllOfThem() throws Exception {
        Path matrix = Files.writeString(folder.resolve("m.yaml"), """
                name: wrong
                benchmark: inflate
                parameters:
                  memory: 512
                  targt: 256MiB
                  cores: -1
                  mode: balloon
                """);

        String said = refused("run", matrix.toString());

        assertThat(said)
                .contains("m.yaml:4: memory: got '512'")
                .contains("m.yaml:5: ", "targt", "target")
                .contains("m.yaml:6: cores: got -1")
                .contains("m.yaml:7: mode: got 'balloon'");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void emptyAndMissingMatricesAreNamed() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "");

        assertThat(refused("run", empty.toString())).contains("empty.yaml");
        assertThat(refused("run", folder.resolve("none.yaml").toString())).contains("none.yaml: no such file");
    }

    @Test
    void profileThatDoesNotFitSaysWhatItNeedsAndWhichFits() throws Exception {
        assertThat(refused("run", "inflate", "--profile", "paper", "--budget", "2GiB"))
                .contains("inflate --profile paper needs 12 cores and 20.2 GiB in 4 of its 12 cells; this host has ")
                .contains("a budget of 2.0 GiB; profile 'small' fits");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void optionsWithBadValuesAreRefused() throws Exception {
        assertThat(refused("run", "inflate", "--profile", "small", "--budget", "1000TiB"))
                .contains("budget: got 1000.0 TiB, want at most the host's memory, ");
        assertThat(refused("run", "inflate", "--budget", "5")).contains("'5', which has no unit");
        assertThat(refused("run", "inflate", "--profle", "small"))
                .contains("--profle")
                .contains("--profile");
        assertThat(refused("run", "inflate", "--http-port", "70000"))
                .contains("--http-port", "got '70000', want 0 to 65535")
                .doesNotContain("Exception");
        assertThat(refused("run")).contains("want a MATRIX or --continue");
        assertThat(refused("run", "--continue", "no-such")).contains("no campaign 'no-such' to continue");
    }

    @Test
    void storeThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(refused("run", "inflate", "--profile", "small", "--store", file.toString()))
                .contains(file.toString());
    }

    @Test
    void missingQemuIsNamed() throws Exception {
        assertThat(refused("run", "inflate", "--profile", "small", "--qemu", "/no/such/qemu"))
                .contains("cannot execute QEMU, /no/such/qemu")
                .contains("install it");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void storeInUseNamesItsUser() throws Exception {
        Path matrix = Files.writeString(folder.resolve("m.yaml"), """
                name: long
                benchmark: inflate
                parameters: {memory: 512MiB, target: 256MiB, cores: 1, mode: virtio-mem, nofault: true, iterations: 1000, delay: 1s}
                """);
        try (Program first = Program.start(folder, "run", matrix.toString())) {
            first.awaitErr("coordinator: ready");

            assertThat(refused("run", matrix.toString())).contains("is in use by another ballast (pid ");

            first.signal("INT");
            assertThat(first.exitCode()).isEqualTo(130);
        }
    }

    private String refused(String... arguments) throws IOException, InterruptedException {
        try (Program program = Program.start(folder, arguments)) {
            assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
            assertThat(program.out()).isEmpty();
            return program.err();
        }
    }
}
