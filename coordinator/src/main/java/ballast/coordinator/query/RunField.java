package ballast.coordinator.query;

import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.IndexedRun;
import ballast.coordinator.results.IndexedRun.End;
import ballast.coordinator.results.IndexedRun.Status;
import ballast.coordinator.table.Column;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is told of every run, in this order: columns, and names to choose runs by. */
enum RunField {
    CAMPAIGN(Column.Type.TEXT),
    NAME(Column.Type.TEXT),
    CELL(Column.Type.TEXT),
    BENCHMARK(Column.Type.TEXT),
    MODE(Column.Type.TEXT),
    REPETITION(Column.Type.WHOLE),
    STATUS(Column.Type.TEXT),
    ATTEMPT(Column.Type.WHOLE),
    HOST(Column.Type.TEXT),
    ACCEL(Column.Type.TEXT),
    DRIVER(Column.Type.TEXT),
    /** Whether its host's memory guard has shrunk or paused it. */
    DISTURBED(Column.Type.JSON),
    STARTED(Column.Type.TEXT),
    /** From when it was given to its host to when its end was heard of. */
    SECONDS(Column.Type.NUMBER),
    PARAMETERS(Column.Type.JSON),
    /** Its folder. */
    PATH(Column.Type.TEXT);

    private final Column.Type type;

    RunField(Column.Type type) {
        this.type = type;
    }

    /** Null where there is none. */
    Object value(IndexedCampaign campaign, IndexedRun run) {
        return switch (this) {
            case CAMPAIGN -> campaign.id().value();
            case NAME -> campaign.name();
            case CELL -> run.cell().id().value();
            case BENCHMARK -> run.cell().benchmark();
            case MODE -> run.cell().mode();
            case REPETITION -> run.run().repetition();
            case STATUS -> run.status().name().toLowerCase(Locale.ROOT);
            case ATTEMPT -> ofEnd(run, End::attempt);
            case HOST -> ofEnd(run, end -> end.host().value());
            case ACCEL -> ofEnd(run, end -> end.accel().label());
            case DRIVER -> ofEnd(run, end -> end.driver().label());
            case DISTURBED -> ofEnd(run, End::disturbed);
            case STARTED -> ofEnd(run, End::started);
            case SECONDS ->
                ofEnd(run, end -> Duration.between(end.started(), end.ended()).toNanos() / 1e9);
            case PARAMETERS -> json(run.cell().parameters());
            case PATH ->
                run.status() == Status.WAITING ? null : campaign.folder(run).toString();
        };
    }

    private static <T> T ofEnd(IndexedRun run, Function<End, T> property) {
        return run.end().map(property).orElse(null);
    }

    private static String json(Map<String, String> parameters) {
        try {
            return Json.mapper().writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Column column() {
        return new Column(label(), type);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(RunField::label).toList();
    }

    static Optional<RunField> of(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label().equals(label))
                .findFirst();
    }
}
