package ballast.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** When the coordinator handed runs to hosts, as its API tells. */
final class Placements {
    private static final Duration POLL = Duration.ofMillis(100);

    private Placements() {}

    /** The first after this time, by the coordinator's clock; looks until there is one. */
    static Instant awaitFirst(Client client, String campaign, Instant after, Duration bound) {
        return Awaitility.await("an attempt that was started after " + after)
                .atMost(bound)
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(() -> first(client, campaign, after), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Instant> first(Client client, String campaign, Instant after) throws Exception {
        JsonNode runs = client.get("/api/campaigns/" + campaign).path("runs");
        return StreamSupport.stream(runs.spliterator(), false)
                .map(run -> run.path("state"))
                .map(state -> state.has("since") ? state.path("since") : state.path("started"))
                .filter(time -> !time.isMissingNode())
                .map(time -> Instant.parse(time.asText()))
                .filter(time -> time.isAfter(after))
                .min(Instant::compareTo);
    }

    /** How many runs of the campaign are in this state. */
    static long count(Client client, String campaign, String state) throws Exception {
        JsonNode runs = client.get("/api/campaigns/" + campaign).path("runs");
        return StreamSupport.stream(runs.spliterator(), false)
                .filter(run -> run.at("/state/state").asText().equals(state))
                .count();
    }
}
