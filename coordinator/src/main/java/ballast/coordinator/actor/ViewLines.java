package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.Subscribe;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.ScheduleModule;
import ballast.message.CoordinatorMessage;
import ballast.model.CampaignId;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;

/** A campaign's views as JSON: one, or a line for each until it has ended. */
final class ViewLines {
    private static final JsonMapper MAPPER =
            Json.mapper().rebuild().addModule(new ScheduleModule()).build();

    /** Well below the minute after which a server takes a connection for dead. */
    private static final Duration QUIET = Duration.ofSeconds(20);

    private ViewLines() {}

    static JsonNode json(CampaignView view) {
        return MAPPER.valueToTree(view);
    }

    /**
     * Each client that reads it is a subscriber of its own, and one no more when it goes away. Whoever reads slower than views come misses
     * some, but never the newest. A view is repeated while nothing happens, so that nobody takes the connection for dead; and the lines break off
     * when the scheduler stops, so that the client looks for the next one.
     */
    static Source<String, NotUsed> of(ActorRef<CoordinatorMessage> scheduler, CampaignId campaign) {
        AtomicReference<String> latest = new AtomicReference<>("");
        return Source.<CampaignView>actorRef(
                        message -> Optional.empty(), message -> Optional.empty(), 1, OverflowStrategy.dropHead())
                .mapMaterializedValue(subscriber -> {
                    scheduler.tell(new Subscribe(campaign, Adapter.toTyped(subscriber)));
                    return NotUsed.getInstance();
                })
                .watch(Adapter.toClassic(scheduler))
                .takeWhile(view -> !view.ended(), true)
                .map(view -> latest.updateAndGet(before -> line(view)))
                .keepAlive(QUIET, latest::get);
    }

    private static String line(CampaignView view) {
        try {
            return MAPPER.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can always be written", e);
        }
    }
}
