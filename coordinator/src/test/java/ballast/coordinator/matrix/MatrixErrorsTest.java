package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ballast.model.Mode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the author of a wrong matrix is told. */
class MatrixErrorsTest {
    /** Valid, in seven lines; the cases below change one of them or add from line 8 on. */
    private static final List<String> VALID = List.of(
            "name: sweep",
            "benchmark: inflate",
            "parameters:",
            "  memory: 768MiB",
            "  target: 256MiB",
            "  touch: 448MiB",
            "axes: {mode: [base-manual, virtio-mem], nofault: [false, true]}");

    private static final String MODES = Mode.labels().toString();

    private static Arguments line(int number, String text, String... problems) {
        String changed = IntStream.range(0, VALID.size())
                .mapToObj(i -> i == number - 1 ? text : VALID.get(i))
                .collect(Collectors.joining("\n"));
        return Arguments.of(text, number > VALID.size() ? changed + "\n" + text : changed, List.of(problems));
    }

    static Stream<Arguments> wrongStructure() {
        return Stream.of(
                line(1, "", "sweep.yaml:2: name: missing, want a name"),
                line(
                        1,
                        "name: ../etc",
                        "sweep.yaml:1: name: got '../etc', want 1 to 100 letters, digits, '.', '_' or '-', starting with a letter or digit"),
                line(1, "nmae: sweep\nname: s", "sweep.yaml:1: nmae: unknown key; did you mean 'name'?"),
                line(
                        1,
                        "name: s\nxyzzyplugh: 1",
                        "sweep.yaml:2: xyzzyplugh: unknown key; want one of [name, description, benchmark, repetitions, isolation, cpus, packing, margin, quantile, budget, parameters, axes, include, exclude, extra, profiles]"),
                line(
                        8,
                        "iterations: 3",
                        "sweep.yaml:8: iterations: unknown key; it belongs under 'parameters' or 'axes'"),
                line(
                        8,
                        "cpus: shared",
                        "sweep.yaml:8: cpus: got 'shared', want exclusive, or the number of CPUs that all VMs of a run share, 1 to 4096"),
                line(
                        8,
                        "cpus: 2",
                        "sweep.yaml:8: cpus: got 2 with benchmark inflate, want it only with multivm: the VMs of one run share, and others have one VM"),
                line(8, "name: again", "sweep.yaml:8: name: given twice, first in line 1"),
                line(
                        6,
                        "  touch: 1GiB\n  touch: 448MiB",
                        "sweep.yaml:6: touch: got 1GiB, want less than memory, 768MiB",
                        "sweep.yaml:7: touch: given twice, first in line 6"),
                line(8, "[a]: 1", "sweep.yaml:8: matrix: got a list as a key, want a word"),
                line(
                        2,
                        "benchmark: inflat",
                        "sweep.yaml:2: benchmark: got 'inflat', want one of [blender, compiling, ftq, inflate, multivm, stream]; did you mean 'inflate'?"),
                line(
                        2,
                        "",
                        "sweep.yaml:1: benchmark: missing, want one of [blender, compiling, ftq, inflate, multivm, stream]"),
                line(
                        2,
                        "benchmark: [inflate]",
                        "sweep.yaml:2: benchmark: got a list, want one of [blender, compiling, ftq, inflate, multivm, stream]"),
                line(8, "repetitions: 0", "sweep.yaml:8: repetitions: got 0, want a whole number, 1 to 1000"),
                line(8, "isolation: alone", "sweep.yaml:8: isolation: got 'alone', want one of [exclusive, shared]"),
                line(3, "parameters: 4", "sweep.yaml:4: not YAML: mapping values are not allowed here"));
    }

    static Stream<Arguments> wrongParameters() {
        return Stream.of(
                line(
                        6,
                        "  touch: 448MiB\n  iteratons: 3",
                        "sweep.yaml:7: iteratons: unknown parameter; did you mean 'iterations'?"),
                line(6, "  touch: 448MiB\n  vms: 3", "sweep.yaml:7: vms: not a parameter of inflate, only of multivm"),
                line(4, "  cores: 1", "sweep.yaml:1: memory: missing, want a size such as 512MiB"),
                line(
                        4,
                        "  memory: 768",
                        "sweep.yaml:4: memory: got '768', which has no unit; want one of B, KiB, MiB, GiB, TiB, such as 512MiB"),
                line(
                        4,
                        "  memory: 768MB",
                        "sweep.yaml:4: memory: got '768MB', which has the unknown unit 'MB'; want one of B, KiB, MiB, GiB, TiB, such as 512MiB"),
                line(4, "  memory: -1GiB", "sweep.yaml:4: memory: got '-1GiB', want a size such as 512MiB or 16GiB"),
                line(4, "  memory: 769MiB", "sweep.yaml:4: memory: got 769MiB, want a multiple of 2MiB"),
                line(4, "  memory: 17000GiB", "sweep.yaml:4: memory: got 17000GiB, want 16TiB or less"),
                line(4, "  memory:", "sweep.yaml:4: memory: got nothing, want a size such as 512MiB"),
                line(
                        4,
                        "  memory: [768MiB, 1GiB]",
                        "sweep.yaml:4: memory: got a list, want a size such as 512MiB; values to cross stand under 'axes'"),
                line(
                        4,
                        "  memory: {size: 1GiB}",
                        "sweep.yaml:4: memory: got keys and values, want a size such as 512MiB"),
                line(6, "  touch: 448MiB\n  cores: 0", "sweep.yaml:7: cores: got 0, want a whole number, 1 to 1024"),
                line(
                        6,
                        "  touch: 448MiB\n  iterations: -1",
                        "sweep.yaml:7: iterations: got -1, want a whole number, 1 to 100000"),
                line(
                        6,
                        "  touch: 448MiB\n  iterations: 1.5",
                        "sweep.yaml:7: iterations: got '1.5', want a whole number, 1 to 100000"),
                line(
                        6,
                        "  touch: 448MiB\n  machine: q36",
                        "sweep.yaml:7: machine: got 'q36', want one of [pc, q35]; did you mean 'q35'?"),
                line(
                        6,
                        "  touch: 448MiB\n  delay: 10",
                        "sweep.yaml:7: delay: got '10', which has no unit; want one of ms, s, m, h, such as 10s"),
                line(
                        6,
                        "  touch: 448MiB\n  delay: -1s",
                        "sweep.yaml:7: delay: got '-1s', want a duration such as 250ms, 10s, 2m or 1h"),
                line(6, "  touch: 448MiB\n  boot-timeout: 0s", "sweep.yaml:7: boot-timeout: got 0s, want more than 0s"),
                line(
                        6,
                        "  touch: 448MiB\n  kernel-arguments: [default, quiet]",
                        "sweep.yaml:7: kernel-arguments: got 'default quiet', want 'default' alone or not at all"),
                line(
                        6,
                        "  touch: 448MiB\n  sample-interval: 1ms",
                        "sweep.yaml:7: sample-interval: got 1ms, want 10ms to 1h"),
                line(5, "  target: 1GiB", "sweep.yaml:5: minimum: got 1GiB, want memory, 768MiB, or less"),
                line(
                        5,
                        "  target: 768MiB",
                        "sweep.yaml:5: minimum: got 768MiB, want less than memory, 768MiB, for virtio-mem: what lies between them can be plugged;"
                                + " in cell {mode: virtio-mem, nofault: false} and 1 more",
                        "sweep.yaml:5: target: got 768MiB, want 768MiB or more and less than memory, 768MiB;"
                                + " in cell {mode: base-manual, nofault: false} and 1 more"),
                line(5, "  target: 64MiB", "sweep.yaml:5: minimum: got 64MiB, want 128MiB or more: less does not boot"),
                line(
                        6,
                        "  nothing: 1",
                        "sweep.yaml:1: touch: missing, want a size such as 512MiB",
                        "sweep.yaml:6: nothing: unknown parameter; want one of [mode, memory, minimum, initial, cores, machine, image, kernel-arguments, reporting-order, reporting-delay, reporting-capacity, target, touch, nofault, iterations, delay, resize-timeout, sample-interval, guest-interval, boot-timeout]"));
    }

    static Stream<Arguments> wrongCells() {
        return Stream.of(
                line(
                        7,
                        "axes: {mode: [base-manuel, virtio-mem]}",
                        "sweep.yaml:7: mode: got 'base-manuel', want one of " + MODES
                                + "; did you mean 'base-manual'?"),
                line(
                        7,
                        "axes: {mode: base-manual}",
                        "sweep.yaml:7: mode: got 'base-manual', want a list of values, such as [a, b]"),
                line(7, "axes: {mode: []}", "sweep.yaml:7: mode: got an empty list, want one value or more"),
                line(
                        7,
                        "axes: [mode]",
                        "sweep.yaml:1: mode: missing, want one of " + MODES,
                        "sweep.yaml:7: axes: got a list, want keys and values"),
                line(
                        7,
                        "axes: {mode: [base-manual], touch: [128MiB]}",
                        "sweep.yaml:7: touch: both an axis and fixed in line 6, want one of the two"),
                line(
                        7,
                        "axes: {mode: [base-manual], cores: [1, 2, 1]}",
                        "sweep.yaml:7: cores: got 1 twice, want each value once"),
                line(
                        7,
                        "axes: {mode: [base-manual], nofault: [no, yes]}",
                        "sweep.yaml:7: nofault: got 'no', want true or false",
                        "sweep.yaml:7: nofault: got 'yes', want true or false"),
                line(
                        7,
                        "axes: {mode: [base-manual, base-auto], nofault: [false, true]}",
                        "sweep.yaml:7: mode: got base-auto, want one that is resized by command: base-manual or virtio-mem; inflate times the resize; in cell {mode: base-auto, nofault: false} and 1 more"),
                line(
                        8,
                        "exclude: [{mode: virtio-mem, nofalt: true}]",
                        "sweep.yaml:8: nofalt: unknown parameter; did you mean 'nofault'?"),
                line(
                        8,
                        "include: [{mood: virtio-mem}]",
                        "sweep.yaml:8: mode: missing, want one of " + MODES,
                        "sweep.yaml:8: mood: unknown parameter; did you mean 'mode'?"),
                line(
                        8,
                        "exclude: {mode: virtio-mem}",
                        "sweep.yaml:8: exclude: got keys and values, want a list of cells, such as [{mode: base-manual}]"),
                line(8, "exclude:\n  - {mode: base-auto}", "sweep.yaml:9: exclude: {mode: base-auto} matches no cell"),
                line(8, "exclude: [{cores: 1}]", "sweep.yaml:8: exclude: leaves no cell, want one or more"),
                line(
                        8,
                        "include: [{mode: virtio-mem, touch: 458752KiB}]",
                        "sweep.yaml:8: got the cell {mode: virtio-mem, touch: 448MiB}, the same as {mode: virtio-mem, nofault: false}, want each once"),
                line(
                        7,
                        "axes: {mode: [base-manual], iterations: &n [1,2,3,4,5,6,7,8,9,10,11], cores: *n, resize-timeout: [1s,2s,3s,4s,5s,6s,7s,8s,9s,10s], boot-timeout: [1s,2s,3s,4s,5s,6s,7s,8s,9s]}",
                        "sweep.yaml:7: axes and include: got 10,890 cells, want 10,000 or fewer"));
    }

    static Stream<Arguments> wrongFromTheStart() {
        return Stream.of(
                text("", "sweep.yaml:1: got an empty file, want a matrix with name, benchmark, parameters and axes"),
                text(
                        "# only a comment\n",
                        "sweep.yaml:1: got an empty file, want a matrix with name, benchmark, parameters and axes"),
                text("- a\n- b\n", "sweep.yaml:1: matrix: got a list, want keys and values"),
                text("name: s\naxes: [1, 2", "sweep.yaml:2: not YAML: expected ',' or ']', but got <stream end>"),
                text(
                        "name: s\n\tbenchmark: x",
                        "sweep.yaml:2: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                text("name: s\n---\nname: t", "sweep.yaml:2: not YAML: but found another document"),
                text(
                        "name: &a [*a]\nbenchmark: inflate\nparameters: {mode: virtio-mem, memory: 1GiB, target: 512MiB, nofault: true}",
                        "sweep.yaml:1: name: got a list, want a name"),
                text("name: s\nbenchmark: \u0000", "sweep.yaml:2: not YAML: control characters in the text"),
                text(
                        "name: &a [" + "x,".repeat(9) + "]\nbenchmark: [" + "*a,".repeat(30) + "]",
                        "sweep.yaml:1: not YAML: Number of aliases for non-scalar nodes exceeds the specified max=20"),
                text(
                        "{name: s, benchmark: inflatt, profiles: {p: {parameters: {memory: 1GiB}}}}",
                        "sweep.yaml:1: benchmark: got 'inflatt', want one of [blender, compiling, ftq, inflate, multivm, stream]; did you mean 'inflate'?"),
                text(
                        "{name: s, benchmark: inflate, parameters: {mode: virtio-mem, memory: 1GiB, target: 512MiB, nofault: y}}",
                        "sweep.yaml:1: nofault: got 'y', want true or false"),
                text("name: *nobody", "sweep.yaml:1: not YAML: found undefined alias nobody"),
                text("[".repeat(50) + "]".repeat(50), "sweep.yaml:1: not YAML: Nesting Depth exceeded max 20"),
                text(
                        "name: s\nbenchmark: multivm\n"
                                + "parameters: {mode: virtio-mem, memory: 512MiB, touch: 64MiB, delay: 0s, nofault: true}",
                        "sweep.yaml:3: delay: got 0s, want more than 0s",
                        "sweep.yaml:3: nofault: not a parameter of multivm, only of inflate"),
                text(
                        "name: s\nbenchmark: multivm\ncpus: 1\n"
                                + "parameters: {mode: base-auto, memory: 512MiB, touch: 64MiB, cores: 2, delay: 1s}",
                        "sweep.yaml:1: cpus: got 1, want as many as a VM has cores, 2, or more"));
    }

    private static Arguments text(String text, String... problems) {
        return Arguments.of(text.lines().findFirst().orElse("empty"), text, List.of(problems));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource({"wrongFromTheStart", "wrongStructure", "wrongParameters", "wrongCells"})
    void says(String change, String text, List<String> problems) {
        assertThatExceptionOfType(MatrixException.class)
                .as(change)
                .isThrownBy(() -> Matrix.parse(new MatrixSource("sweep.yaml", text)))
                .satisfies(thrown -> assertThat(thrown.problems().stream().map(Problem::toString))
                        .containsExactlyElementsOf(problems));
    }

    @Test
    void everyProblemIsToldAtOnceInTheFilesOrder() {
        String text = """
                name: sweep
                benchmark: inflate
                parameters:
                  memory: 768
                  target: 256MiB
                  iteratons: 3
                axes:
                  mode: [base-manual, base-manuel]
                  nofault: [false, true]
                exclude:
                  - {mode: virtio-mem, nofault: true}
                  - {nofault: true, cores: 2}
                """;

        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(new MatrixSource("sweep.yaml", text)))
                .withMessage("""
                        sweep.yaml:1: touch: missing, want a size such as 512MiB
                        sweep.yaml:4: memory: got '768', which has no unit; want one of B, KiB, MiB, GiB, TiB, such as 512MiB
                        sweep.yaml:6: iteratons: unknown parameter; did you mean 'iterations'?
                        sweep.yaml:8: mode: got 'base-manuel', want one of %s; did you mean 'base-manual'?
                        sweep.yaml:12: exclude: {nofault: true, cores: 2} matches no cell""".formatted(MODES));
    }

    @Test
    void validTextThatTheCasesChangeIsValid() {
        Matrix matrix = Matrix.parse(new MatrixSource("sweep.yaml", String.join("\n", VALID)));

        assertThat(matrix.cells()).hasSize(4);
    }
}
