package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.ByteSize;
import ballast.model.VmStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A lab's campaigns for people. */
final class StatusText {
    /** Waiting runs may be thousands; the first are those that start next. */
    private static final int WAITING_SHOWN = 10;

    private static final List<String> STATES = List.of("waiting", "running", "completed", "failed", "skipped");
    private static final Column[] RUNS = {
        column("run", HorizontalAlign.LEFT),
        column("what", HorizontalAlign.LEFT),
        column("state", HorizontalAlign.LEFT),
        column("attempt", HorizontalAlign.RIGHT),
        column("host", HorizontalAlign.LEFT),
        column("detail", HorizontalAlign.LEFT)
    };

    private StatusText() {}

    /** Several lines, the last one ended. */
    static String list(JsonNode campaigns) {
        if (campaigns.isEmpty()) {
            return "no campaigns; hand one in with: ballast submit MATRIX\n";
        }
        List<Column> columns = new ArrayList<>(List.of(
                column("campaign", HorizontalAlign.LEFT),
                column("name", HorizontalAlign.LEFT),
                column("state", HorizontalAlign.LEFT)));
        STATES.forEach(state -> columns.add(column(state, HorizontalAlign.RIGHT)));
        List<Object[]> rows = new ArrayList<>();
        for (JsonNode campaign : campaigns) {
            List<Object> row = new ArrayList<>(
                    List.of(campaign.path("id").asText(), campaign.path("name").asText(), state(campaign)));
            STATES.forEach(state -> row.add(campaign.at("/counts/" + state).asInt()));
            rows.add(row.toArray());
        }
        return TextTable.of(columns.toArray(Column[]::new), rows);
    }

    private static String state(JsonNode campaign) {
        if (campaign.path("ended").asBoolean()) {
            return "ended";
        }
        return campaign.path("paused").asBoolean() ? "paused" : "active";
    }

    /** Several lines, the last one ended. */
    static String of(CampaignView view) {
        StringBuilder text = new StringBuilder();
        text.append(view.name()).append(' ').append(view.id()).append(view.ended() ? ", ended" : "");
        text.append("\n").append(counts(view)).append("\n");
        ProgressNames names = ProgressNames.of(view);
        List<RunView> waiting = in(view, RunState.Waiting.class);
        List<RunView> shown = new ArrayList<>(in(view, RunState.Running.class));
        shown.addAll(in(view, RunState.Failed.class));
        shown.addAll(waiting.subList(0, Math.min(WAITING_SHOWN, waiting.size())));
        if (!shown.isEmpty()) {
            text.append("\n")
                    .append(TextTable.of(
                            RUNS,
                            shown.stream().map(run -> row(run, names.of(run))).toList()));
        }
        if (waiting.size() > WAITING_SHOWN) {
            text.append("and ")
                    .append(Words.of(waiting.size() - WAITING_SHOWN, "further run"))
                    .append(" waiting\n");
        }
        return text.toString();
    }

    /** One line on how hosts kept within their budgets; none where nobody watched. */
    static String breaches(JsonNode campaign) {
        JsonNode breaches = campaign.path("budgetBreaches");
        if (!breaches.isObject()) {
            return "";
        }
        int count = breaches.path("count").asInt();
        return count == 0
                ? "budget breaches: 0\n"
                : String.format(
                        Locale.ROOT,
                        "budget breaches: %d, %.1f s together, at most %s over\n",
                        count,
                        breaches.path("seconds").asDouble(),
                        new ByteSize(breaches.path("worstBytes").asLong()).toHumanText());
    }

    private static String counts(CampaignView view) {
        return Words.of(view.runs().size(), "run") + ": "
                + in(view, RunState.Completed.class).size() + " completed, "
                + in(view, RunState.Running.class).size() + " running, "
                + in(view, RunState.Waiting.class).size() + " waiting, "
                + in(view, RunState.Failed.class).size() + " failed, "
                + in(view, RunState.Skipped.class).size() + " skipped";
    }

    private static List<RunView> in(CampaignView view, Class<? extends RunState> state) {
        return view.runs().stream().filter(run -> state.isInstance(run.state())).toList();
    }

    private static Object[] row(RunView run, String what) {
        String id = run.run().toString();
        if (run.state() instanceof RunState.Running running) {
            String phases = run.live().stream().map(VmStatus::phase).distinct().collect(Collectors.joining(", "));
            String detail = phases.isEmpty() ? "since " + running.since() : phases;
            return new Object[] {id, what, "running", running.attempt().number(), running.host(), detail};
        }
        if (run.state() instanceof RunState.Failed failed) {
            String detail = failed.failure().kind() + ": " + failed.failure().message();
            return new Object[] {id, what, "failed", failed.attempt().number(), failed.host(), detail};
        }
        int made = ((RunState.Waiting) run.state()).attempts();
        return new Object[] {id, what, "waiting", made == 0 ? "-" : made, "-", ""};
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column()
                .header(header)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(120, com.github.freva.asciitable.OverflowBehaviour.CLIP_RIGHT);
    }
}
