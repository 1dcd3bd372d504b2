package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.ScheduleModule;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A campaign as the coordinator tells it in JSON. */
final class Views {
    private static final JsonMapper MAPPER =
            Json.mapper().rebuild().addModule(new ScheduleModule()).build();

    private Views() {}

    static CampaignView of(String json) throws CommandException {
        try {
            return MAPPER.readValue(json, CampaignView.class);
        } catch (JsonProcessingException e) {
            throw notUnderstood(e);
        }
    }

    static CampaignView of(JsonNode json) throws CommandException {
        try {
            return MAPPER.treeToValue(json, CampaignView.class);
        } catch (JsonProcessingException e) {
            throw notUnderstood(e);
        }
    }

    static CommandException notUnderstood(JsonProcessingException e) {
        return CommandException.badInput(
                "the coordinator's answer is not understood; is it of another version? " + e.getOriginalMessage());
    }

    static boolean anyFailed(CampaignView view) {
        return view.runs().stream().anyMatch(run -> run.state() instanceof RunState.Failed);
    }

    /** Over several lines, the last one ended. */
    static String pretty(JsonNode json) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
