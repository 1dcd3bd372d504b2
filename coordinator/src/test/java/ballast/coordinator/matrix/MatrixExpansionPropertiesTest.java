package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Cell;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class MatrixExpansionPropertiesTest {
    /** A cell to leave out, by the positions of its values in the two axes. */
    private static String excluded(List<Integer> cores, List<Integer> iterations, int position) {
        int core = cores.get(position / iterations.size() % cores.size());
        int iteration = iterations.get(position % iterations.size());
        return "{cores: " + core + ", iterations: " + iteration + "}";
    }

    private static MatrixSource matrix(
            List<Integer> cores, List<Integer> iterations, Set<String> excluded, int included) {
        String includes = IntStream.range(0, included)
                .mapToObj(i -> "{target: " + (128 + 2 * i) + "MiB}")
                .collect(Collectors.joining(", "));
        return new MatrixSource("random.yaml", """
                name: random
                benchmark: inflate
                parameters: {mode: base-manual, memory: 1GiB, target: 512MiB, touch: 64MiB}
                axes: {cores: %s, iterations: %s, nofault: [false, true]}
                include: [%s]
                exclude: [%s]
                """.formatted(cores, iterations, includes, String.join(", ", excluded)));
    }

    @Property(tries = 200)
    void sizeIsProductLessExcludedPlusIncluded(
            @ForAll @Size(min = 1, max = 5) @UniqueElements List<@IntRange(min = 1, max = 64) Integer> cores,
            @ForAll @Size(min = 1, max = 5) @UniqueElements List<@IntRange(min = 1, max = 99) Integer> iterations,
            @ForAll @Size(max = 3) List<@IntRange(min = 0, max = 24) Integer> positions,
            @ForAll @IntRange(min = 1, max = 6) int included) {
        Set<String> excluded = positions.stream()
                .map(position -> excluded(cores, iterations, position))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        MatrixSource source = matrix(cores, iterations, excluded, included);

        List<Cell> cells = Matrix.parse(source).cells();

        assertThat(cells).hasSize(2 * (cores.size() * iterations.size() - excluded.size()) + included);
        assertThat(cells).extracting(Cell::id).doesNotHaveDuplicates();
        assertThat(Matrix.parse(source).cells()).isEqualTo(cells);
    }
}
