package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ballast.model.BenchmarkSpec;
import ballast.model.Workload;
import ballast.model.Workload.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadFileTest {
    private static final String PAIR = """
            name: pair
            description: two commands
            image: full
            needs: [linux, clang]
            prepare:
              - {command: [mkdir, "a folder"], timeout: 5s}
              - {command: [write, -m, "{touch}"], timeout: 1m}
            build: {command: [make, "-j{cores}"], timeout: 1h}
            clean:
              - {command: [make, clean], timeout: 2m}
            """;

    @TempDir
    Path folder;

    private Workload workload(String reference, String more) {
        MatrixSource matrix = new MatrixSource(
                folder.resolve("m.yaml").toString(),
                "{name: m, benchmark: compiling, parameters: {mode: base-auto, memory: 4GiB, delay: 1s, workload: "
                        + reference + more + "}}");
        return ((BenchmarkSpec.Compiling) Matrix.parse(matrix).cells().get(0).spec()).workload();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linux | make -C linux -j{cores} | make -C linux clean",
                "clang | ninja -C llvm-project/build | ninja -C llvm-project/build clean",
                "sqlite | make -C sqlite -j{cores} | make -C sqlite clean",
            })
    void builtInOnesDoWhatTheReferenceSays(String name, String build, String clean) {
        Workload workload = workload(name, "");

        assertThat(workload.name()).isEqualTo(name);
        assertThat(workload.needs()).containsExactly(name);
        assertThat(String.join(" ", workload.build().command())).isEqualTo(build);
        assertThat(workload.clean())
                .extracting(step -> String.join(" ", step.command()))
                .containsExactly(clean);
    }

    @Test
    void writeIsTheModels() {
        Workload write = workload("write", ", touch: 192MiB");

        assertThat(write).isEqualTo(Workload.write(ballast.model.ByteSize.mib(192), Duration.ofMinutes(10)));
    }

    @Test
    void blenderReadsItsShellSettings() {
        Workload blender = workload("blender", "");

        assertThat(blender.needs()).containsExactly("blender");
        assertThat(blender.build().words(12))
                .startsWith("bash", "-c")
                .last()
                .asString()
                .contains("cd spec && . ./shrc && runcpu", "--copies=12", "526.blender_r");
        assertThat(blender.clean()).isEmpty();
    }

    @Test
    void ownFileIsReadBesideItsMatrix() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("own")).resolve("pair.yaml"), PAIR);

        assertThat(workload("own/pair.yaml", ", touch: 1GiB, workload-timeout: 3h"))
                .isEqualTo(new Workload(
                        "pair",
                        List.of("linux", "clang"),
                        List.of(
                                new Step(List.of("mkdir", "a folder"), Duration.ofSeconds(5)),
                                new Step(List.of("write", "-m", "1GiB"), Duration.ofMinutes(1))),
                        new Step(List.of("make", "-j{cores}"), Duration.ofHours(3)),
                        List.of(new Step(List.of("make", "clean"), Duration.ofMinutes(2)))));
    }

    @Test
    void textOfAnOwnFileIsKeptWithTheMatrix() throws IOException {
        Files.writeString(folder.resolve("pair.yaml"), PAIR);
        MatrixSource matrix = new MatrixSource(
                folder.resolve("m.yaml").toString(),
                "{name: m, benchmark: compiling, parameters: {mode: base-auto, memory: 4GiB, delay: 1s,"
                        + " workload: ./pair.yaml, touch: 1GiB}}");

        assertThat(Matrix.parse(matrix).text())
                .isEqualTo(matrix.text() + "\n--- # " + folder.resolve("pair.yaml") + "\n" + PAIR);
        assertThat(Matrix.parse(MatrixLibrary.builtIn("inflate"), "small").text())
                .isEqualTo(MatrixLibrary.builtIn("inflate").text());
    }

    @Test
    void everyProblemOfAFileIsToldAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), """
                nmae: bad
                image: mni
                needs: write
                prepare:
                  - {command: make all, timeout: 2m}
                  - {comand: [make], timeout: 2}
                build: {command: [], timeout: 1h}
                clean: {command: [make, clean], timeout: 2m}
                """);

        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> workload("bad.yaml", ""))
                .withMessage("""
                        F:1: name: missing, want a name
                        F:1: nmae: unknown key; did you mean 'name'?
                        F:2: image: got 'mni', want one of [mini, full]; did you mean 'mini'?
                        F:3: needs: got 'write', want a list of words
                        F:5: command: got 'make all', want a list of words
                        F:6: comand: unknown key; did you mean 'command'?
                        F:6: command: missing, want a list of words
                        F:6: timeout: got '2', which has no unit; want one of ms, s, m, h, such as 10s
                        F:7: command: got no program, want a list of words that begins with one
                        F:8: clean: got keys and values, want a list of commands, such as [{command: [make], timeout: 2m}]""".replace("F:", file + ":"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | bad.yaml:1: got an empty file, want a workload with name, image and build",
                "- a | bad.yaml:1: workload: got a list, want keys and values",
                "name: [ | bad.yaml:1: not YAML: expected the node content, but found '<stream end>'",
                "{name: a, image: mini} | bad.yaml:1: build: missing, want a command and its timeout",
                "{name: a, image: mini, build: {command: [a]}} | bad.yaml:1: timeout: missing, want a duration such as 10s",
                "{name: a, image: mini, build: {command: [[a]], timeout: 1s}} | bad.yaml:1: command: got a list, want a word"
            })
    void saysWhatIsWrong(String text, String problem) throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), text);

        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> workload("./bad.yaml", ""))
                .satisfies(thrown -> assertThat(thrown.getMessage().lines()).contains(folder + "/" + problem));
    }

    @Test
    void missingFileIsReportedWhereItIsNamed() {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> workload("./none.yaml", ""))
                .withMessage(folder.resolve("m.yaml") + ":1: workload: " + folder.resolve("none.yaml")
                        + ": cannot be read: no such file");
    }
}
