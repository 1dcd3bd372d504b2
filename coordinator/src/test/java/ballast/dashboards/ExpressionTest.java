package ballast.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.dashboards.Expression.Selector;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    @Test
    void findsMetricsAndTheLabelsThatTheyAreChosenBy() {
        Expression expression = Expression.parse(
                "sum by (mode) (sum_over_time((rss{host=~\"a|b{,}\"} * on (host, vm) group_left (mode) info)[$__range:15s])) * 15 / 2^30");

        assertThat(expression.selectors())
                .containsExactly(new Selector("rss", Set.of("host")), new Selector("info", Set.of()));
        assertThat(expression.labels()).containsExactlyInAnyOrder("mode", "host", "vm");
    }

    @Test
    void functionsOperatorsAndNumbersAreNoMetrics() {
        Expression expression = Expression.parse(
                "1e3 * histogram_quantile(0.99, sum(rate(delay_bucket[5m])) by (le)) unless on () up == bool 1 or vector(0)");

        assertThat(expression.selectors())
                .containsExactly(new Selector("delay_bucket", Set.of()), new Selector("up", Set.of()));
        assertThat(expression.labels()).containsExactly("le");
    }

    @Test
    void refusesALabelListWithoutAnEnd() {
        assertThatThrownBy(() -> Expression.parse("rss{host=\"a\"")).hasMessage("expression: got its end, want '}'");
    }
}
