package ballast.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What types cannot say: that a dashboard hangs together. */
class DashboardLayoutTest {
    private static final int COLUMNS = 24;
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");
    private static final Pattern LINK = Pattern.compile("\"/d/([\\w-]+)\\?var-(\\w+)=");

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @Test
    void thereAreFive() {
        assertThat(dashboards())
                .extracting(Dashboard::name)
                .containsExactly("campaign", "footprint", "health", "lab-overview", "reclamation");
        assertThat(dashboards()).extracting(Dashboard::uid).doesNotHaveDuplicates();
        assertThat(dashboards())
                .extracting(dashboard -> dashboard.json().path("title").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsAreWithinTheGridAndDoNotOverlap(Dashboard dashboard) {
        Set<String> taken = new TreeSet<>();
        List<String> twice = new ArrayList<>();
        for (JsonNode panel : dashboard.panels()) {
            JsonNode at = panel.path("gridPos");
            int x = at.path("x").asInt();
            int right = x + at.path("w").asInt();
            assertThat(right).as(panel.path("title").asText()).isBetween(1, COLUMNS);
            for (int column = x; column < right; column++) {
                for (int line = 0; line < at.path("h").asInt(); line++) {
                    String place = column + "," + (at.path("y").asInt() + line);
                    if (!taken.add(place)) {
                        twice.add(panel.path("title").asText() + " at " + place);
                    }
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void whatIsCountedIsCountedOnce(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
        for (JsonNode panel : dashboard.panels()) {
            assertThat(Dashboard.list(panel.path("targets")))
                    .as(panel.path("title").asText())
                    .extracting(target -> target.path("refId").asText())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShows(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .filteredOn(panel -> !panel.path("type").asText().equals("row"))
                .allSatisfy(panel -> assertThat(panel.path("description").asText())
                        .as(panel.toString())
                        .endsWith("."));
    }

    /** Those that begin with two underscores are Grafana's own. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void variablesAreDeclaredAndUsed(Dashboard dashboard) {
        Set<String> declared = dashboard.variables().stream()
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toSet());
        Set<String> used = VARIABLE.matcher(dashboard.json().toString())
                .results()
                .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(declared).contains("datasource");
        dashboard.panels().stream()
                .map(panel -> panel.path("repeat").asText())
                .filter(name -> !name.isEmpty())
                .forEach(name -> assertThat(declared).contains(name));
    }

    /** What a user chose holds for every value, also for all and for several. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void variablesWithSeveralValuesAreMatchedAsPatterns(Dashboard dashboard) {
        assertThat(dashboard.queries())
                .allSatisfy(query -> assertThat(query.expr()).doesNotContainPattern("[^~]\"\\$"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void linksLeadToADashboardThatKnowsTheVariable(Dashboard dashboard) {
        LINK.matcher(dashboard.json().toString())
                .results()
                .forEach((MatchResult link) -> assertThat(dashboards())
                        .filteredOn(Dashboard::uid, link.group(1))
                        .as(link.group())
                        .singleElement()
                        .satisfies(to -> assertThat(to.variables())
                                .extracting(variable -> variable.path("name").asText())
                                .contains(link.group(2))));
    }

    @Test
    void someLinkIsLookedAt() {
        assertThat(LINK.matcher(Dashboard.named("lab-overview").json().toString())
                        .find())
                .isTrue();
    }
}
