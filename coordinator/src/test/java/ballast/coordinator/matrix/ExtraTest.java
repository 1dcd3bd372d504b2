package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A matrix's section {@code extra}, and what a profile adds to the list of cells. */
class ExtraTest {
    private static final String SWEEP = """
            name: sweep
            benchmark: inflate
            parameters: {memory: 1GiB, target: 512MiB, nofault: true}
            axes: {mode: [base-manual, virtio-mem], cores: [1, 2]}
            exclude: [{mode: virtio-mem, cores: 2}]
            extra:
              parameters: {mode: virtio-mem}
              axes: {iterations: [7, 8]}
              exclude: [{cores: 1, iterations: 8}]
              include: [{cores: 9}]
            profiles:
              more: {include: [{mode: base-manual, cores: 4}], exclude: [{mode: base-manual, cores: 1}]}
            """;

    private static List<String> cells(String text, Selection selection) {
        return Matrix.parse(new MatrixSource("sweep.yaml", text), selection).cells().stream()
                .map(cell -> cell.mode() + " " + cell.parameters().get("cores") + " "
                        + cell.parameters().get("iterations"))
                .toList();
    }

    @Test
    void isLeftOutUnlessAskedFor() {
        assertThat(cells(SWEEP, Selection.base()))
                .containsExactly("base-manual 1 5", "base-manual 2 5", "virtio-mem 1 5");
    }

    @Test
    void crossesWithTheAxesThatItDoesNotFixAndKeepsWhatIsExcluded() {
        assertThat(cells(SWEEP, Selection.base().withExtra()))
                .containsExactly(
                        "base-manual 1 5", "base-manual 2 5", "virtio-mem 1 5", "virtio-mem 1 7", "virtio-mem 9 5");
    }

    @Test
    void profileMayIncludeAndExcludeToo() {
        assertThat(cells(SWEEP, Selection.profile("more")))
                .containsExactly("base-manual 2 5", "virtio-mem 1 5", "base-manual 4 5");
    }

    @Test
    void sameCellAgainIsRefused() {
        refused(
                SWEEP.replace("iterations: [7, 8]", "iterations: [5, 8]"),
                "sweep.yaml:6: got the cell {mode: virtio-mem, cores: 1, iterations: 5}, the same as {mode: virtio-mem, cores: 1}, want each once");
    }

    @Test
    void excludeThatMatchesNothingIsReported() {
        refused(
                SWEEP.replace("{cores: 1, iterations: 8}", "{cores: 3}"),
                "sweep.yaml:9: exclude: {cores: 3} matches no cell");
    }

    @Test
    void unknownKeysAndParametersAreReported() {
        refused(
                SWEEP.replace("  axes: {iterations: [7, 8]}", "  axs: {iteration: [7, 8]}\n  repetitions: 2"),
                "sweep.yaml:6: got the cell {mode: virtio-mem, cores: 1}, the same as {mode: virtio-mem, cores: 1}, want each once",
                "sweep.yaml:8: axs: unknown key; did you mean 'axes'?",
                "sweep.yaml:9: repetitions: unknown key; want one of [parameters, axes, include, exclude]",
                "sweep.yaml:10: exclude: {cores: 1, iterations: 8} matches no cell");
    }

    @Test
    void matrixWithoutItSaysSo() {
        refused(
                SWEEP.substring(0, SWEEP.indexOf("extra:")),
                "sweep.yaml: extra: got --extra, but this matrix has no section 'extra'");
    }

    private static void refused(String text, String... problems) {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> cells(text, Selection.base().withExtra()))
                .withMessage(String.join("\n", problems));
    }
}
