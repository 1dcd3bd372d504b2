package ballast.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixLibrary;
import ballast.coordinator.matrix.MatrixSource;
import ballast.model.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaryingTest {
    private static List<Cell> cells(String axes) {
        return Matrix.parse(new MatrixSource("m.yaml", """
                name: m
                benchmark: inflate
                parameters: {cores: 1}
                axes: {%s}
                """.formatted(axes))).cells();
    }

    @Test
    void inTheMatrixsOrderWithoutTheMode() {
        assertThat(
                        Varying.parameters(
                                cells(
                                        "target: [256MiB, 384MiB], mode: [base-manual, virtio-mem], memory: [1GiB, 2GiB], touch: [64MiB]")))
                .containsExactly("memory", "target");
        assertThat(Varying.parameters(List.of())).isEmpty();
    }

    /** The memory is also what a VM boots with, and the target its minimum: neither needs a column of its own. */
    @Test
    void ofSeveralThatTellTheSameCellsApartOneIsEnough() {
        assertThat(Varying.parameters(
                        cells("mode: [base-manual], memory: [1GiB, 2GiB], target: [256MiB], touch: [1MiB]")))
                .containsExactly("memory");
    }

    @Test
    void aWorkloadIsToldBeforeWhatComesWithIt() {
        var small = Matrix.parse(MatrixLibrary.builtIn("compiling"), "small");
        assertThat(Varying.parameters(small.cells())).containsExactly("workload");
    }
}
