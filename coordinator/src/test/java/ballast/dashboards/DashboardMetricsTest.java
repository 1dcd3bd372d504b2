package ballast.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.dashboards.Dashboard.Query;
import ballast.dashboards.Expression.Selector;
import ballast.metric.Metric;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics and labels of all dashboards are those of {@link Metric}. */
class DashboardMetricsTest {
    /** What Prometheus adds to what it scrapes. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    private static final Map<String, Set<String>> SERIES = series();

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    /** Each name that a series may have, and the labels that it has. */
    private static Map<String, Set<String>> series() {
        Map<String, Set<String>> series = new TreeMap<>();
        for (Metric metric : Metric.values()) {
            String id = metric.id();
            switch (metric.type()) {
                case GAUGE, COUNTER -> series.put(id, labels(metric));
                case SUMMARY -> List.of("_sum", "_count").forEach(end -> series.put(id + end, labels(metric)));
                case HISTOGRAM -> {
                    List.of("_sum", "_count").forEach(end -> series.put(id + end, labels(metric)));
                    series.put(id + "_bucket", labels(metric, "le"));
                }
            }
        }
        // Prometheus' own, of the rules that fire
        series.put("ALERTS", Set.of("alertname", "alertstate", "severity", "host"));
        return series;
    }

    private static Set<String> labels(Metric metric, String... more) {
        Set<String> labels = new LinkedHashSet<>(metric.labels());
        labels.addAll(OF_THE_TARGET);
        labels.addAll(Arrays.asList(more));
        return labels;
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryNamesDeclaredMetricsAndTheirLabels(Dashboard dashboard) {
        assertThat(dashboard.queries()).isNotEmpty().allSatisfy(DashboardMetricsTest::check);
    }

    private static void check(Query query) {
        Expression expression = Expression.parse(query.expr());
        assertThat(expression.selectors()).as(query.toString()).isNotEmpty();
        Set<String> known = new LinkedHashSet<>();
        for (Selector selector : expression.selectors()) {
            assertThat(SERIES).as(query.toString()).containsKey(selector.metric());
            assertThat(SERIES.get(selector.metric())).as(query.toString()).containsAll(selector.labels());
            known.addAll(SERIES.get(selector.metric()));
        }
        assertThat(known).as(query.toString()).containsAll(expression.labels());
        List<String> legend = LEGEND.matcher(query.legend())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(known).as("legend of " + query).containsAll(legend);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableTakesItsValuesFromALabelThatThereIs(Dashboard dashboard) {
        for (JsonNode variable : dashboard.variables()) {
            if (variable.path("type").asText().equals("query")) {
                String query = variable.path("query").path("query").asText();
                Matcher asked = LABEL_VALUES.matcher(query);
                assertThat(asked.matches()).as(query).isTrue();
                Selector selector = Expression.parse(asked.group(1)).selectors().get(0);
                assertThat(SERIES).as(query).containsKey(selector.metric());
                assertThat(SERIES.get(selector.metric())).as(query).contains(asked.group(2));
            }
        }
    }

    @Test
    void nothingElseIsTakenForAMetric() {
        assertThat(SERIES)
                .containsKeys("ballast_vm_rss_bytes", "ballast_resize_duration_seconds_bucket", "ballast_epoch")
                .doesNotContainKeys("ballast_resize_duration_seconds", "ballast_vm_rss");
    }
}
