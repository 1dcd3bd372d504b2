package ballast.coordinator.query;

import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.IndexedRun;
import ballast.coordinator.results.IndexedRun.End;
import ballast.coordinator.table.Column;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What is told of every run, in this order; a name here is a column there. */
enum RunField {
    CAMPAIGN(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return campaign.id().value();
        }
    },
    NAME(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return campaign.name();
        }
    },
    CELL(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return run.cell().id().value();
        }
    },
    BENCHMARK(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return run.cell().benchmark();
        }
    },
    MODE(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return run.cell().mode();
        }
    },
    REPETITION(Column.Type.WHOLE) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return run.run().repetition();
        }
    },
    STATUS(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return run.status().name().toLowerCase(Locale.ROOT);
        }
    },
    ATTEMPT(Column.Type.WHOLE) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return ofEnd(run, End::attempt);
        }
    },
    HOST(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return ofEnd(run, end -> end.host().value());
        }
    },
    ACCEL(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return ofEnd(run, end -> end.accel().label());
        }
    },
    DRIVER(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return ofEnd(run, end -> end.driver().label());
        }
    },
    DISTURBED(Column.Type.JSON) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return ofEnd(run, End::disturbed);
        }
    },
    STARTED(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return ofEnd(run, End::started);
        }
    },
    SECONDS(Column.Type.NUMBER) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return ofEnd(run, end -> Duration.between(end.started(), end.ended()).toNanos() / 1e9);
        }
    },
    PARAMETERS(Column.Type.JSON) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            try {
                return Json.mapper().writeValueAsString(run.cell().parameters());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("texts can always be written", e);
            }
        }
    },
    PATH(Column.Type.TEXT) {
        @Override
        Object value(IndexedCampaign campaign, IndexedRun run) {
            return run.status() == IndexedRun.Status.WAITING
                    ? null
                    : campaign.folder(run).toString();
        }
    };

    private final Column.Type type;

    RunField(Column.Type type) {
        this.type = type;
    }

    /** Null where there is none. */
    abstract Object value(IndexedCampaign campaign, IndexedRun run);

    private static <T> T ofEnd(IndexedRun run, Function<End, T> property) {
        return run.end().map(property).orElse(null);
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
