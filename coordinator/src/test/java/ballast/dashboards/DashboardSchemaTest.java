package ballast.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dashboard is one by the types that Grafana publishes; {@code generate}, beside the schema, makes it from them. */
class DashboardSchemaTest {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(DashboardSchemaTest.class.getResourceAsStream("dashboard.schema.json"));

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void isADashboard(Dashboard dashboard) {
        assertThat(SCHEMA.validate(dashboard.json())).isEmpty();
    }

    /** That the schema sees what is wrong: a change to the first time series of a good dashboard, and where the problem is then. */
    @TestFactory
    Stream<DynamicTest> refuses() {
        return Map.<String, Consumer<ObjectNode>>of(
                        "type", panel -> panel.put("type", "graph"),
                        "title", panel -> panel.remove("title"),
                        "description", panel -> panel.put("description", 7),
                        "transparant", panel -> panel.put("transparant", true),
                        "gridPos", panel -> panel.putObject("gridPos").put("x", 0),
                        "tooltip", panel -> object(panel, "options").remove("tooltip"),
                        "texMode", panel -> object(panel, "options").put("texMode", "name"),
                        "drawStyle",
                                panel -> object(panel, "fieldConfig", "defaults", "custom")
                                        .put("drawStyle", "wave"),
                        "expr", panel -> ((ObjectNode) panel.path("targets").path(0)).remove("expr"),
                        "uid", panel -> object(panel, "datasource").put("uid", "mine"))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    JsonNode broken = Dashboard.named("lab-overview").json().deepCopy();
                    change.getValue().accept(firstTimeSeries(broken));
                    Set<ValidationMessage> problems = SCHEMA.validate(broken);
                    assertThat(problems)
                            .isNotEmpty()
                            .anySatisfy(
                                    problem -> assertThat(problem.toString()).contains(change.getKey()));
                }));
    }

    private static ObjectNode firstTimeSeries(JsonNode dashboard) {
        return Dashboard.list(dashboard.path("panels")).stream()
                .filter(panel -> panel.path("type").asText().equals("timeseries"))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode object(JsonNode panel, String... path) {
        JsonNode node = panel;
        for (String key : path) {
            node = node.path(key);
        }
        return (ObjectNode) node;
    }
}
