package ballast.coordinator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is left is in order, no more than was asked for, and has the peak and the lowest. */
final class ThinningTest {
    @Property
    void ends_peak_and_low_stay(
            @ForAll @Size(min = 1, max = 400) List<@DoubleRange(min = 0, max = 1e9) Double> values,
            @ForAll @IntRange(min = 4, max = 200) int most) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            rows.add(new double[] {i, values.get(i)});
        }
        List<double[]> kept = Thinning.of(rows, most, row -> row[1]);
        assertThat(kept.size()).isLessThanOrEqualTo(Math.max(most, 1));
        assertThat(kept.get(0)).isSameAs(rows.get(0));
        assertThat(kept.get(kept.size() - 1)).isSameAs(rows.get(rows.size() - 1));
        assertThat(kept).isSortedAccordingTo((a, b) -> Double.compare(a[0], b[0]));
        assertThat(kept.stream().mapToDouble(row -> row[1]).max().orElseThrow()).isEqualTo(Collections.max(values));
        assertThat(kept.stream().mapToDouble(row -> row[1]).min().orElseThrow()).isEqualTo(Collections.min(values));
    }
}
