package ballast.coordinator.actor;

import ballast.coordinator.actor.SchedulerCommand.CampaignList;
import ballast.coordinator.actor.SchedulerCommand.HostList;
import ballast.coordinator.actor.SchedulerCommand.Hosts;
import ballast.coordinator.actor.SchedulerCommand.Subscribe;
import ballast.coordinator.http.ApiAnswer.Event;
import ballast.coordinator.live.LiveLab;
import ballast.coordinator.live.Reader;
import ballast.coordinator.page.CampaignChanges;
import ballast.coordinator.schedule.CampaignView;
import ballast.message.CoordinatorMessage;
import ballast.model.CampaignId;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;

/**
 * What the live page hears, each stream for one onlooker. Who reads slower than things happen misses what was in between, never what is last. They break off
 * when the scheduler stops, so that the page looks for the next one.
 */
final class PageEvents {
    /** As often as VMs are sampled. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration ASK = Duration.ofSeconds(1);
    /** Well below the minute after which a server takes a connection for dead. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final String TICK = "";

    private PageEvents() {}

    /** Events {@code hosts} and {@code campaigns} (whole lists, when they change), {@code vms} and {@code samples} (what is new). */
    static Source<Event, NotUsed> lab(Questions questions, LiveLab lab) {
        Reader reader = lab.reader();
        Source<Event, NotUsed> vms = ticks(LOOK)
                .mapConcat(tick -> reader.next(Clock.systemUTC().instant())
                        .map(PageEvents::events)
                        .orElse(List.of()));
        Source<Event, NotUsed> hosts = changing("hosts", ticks(ASK).mapAsync(1, tick -> hosts(questions)));
        Source<Event, NotUsed> campaigns = changing("campaigns", ticks(ASK).mapAsync(1, tick -> campaigns(questions)));
        return hosts.merge(campaigns)
                .merge(vms)
                .watch(Adapter.toClassic(questions.scheduler()))
                .keepAlive(QUIET, () -> Event.ALIVE);
    }

    private static Source<String, NotUsed> ticks(Duration interval) {
        return Source.tick(Duration.ZERO, interval, TICK).mapMaterializedValue(cancel -> NotUsed.getInstance());
    }

    private static List<Event> events(Reader.News news) {
        List<Event> events = new ArrayList<>();
        news.vms().ifPresent(vms -> events.add(new Event("vms", vms)));
        news.samples().ifPresent(samples -> events.add(new Event("samples", samples)));
        return events;
    }

    private static CompletionStage<String> hosts(Questions questions) {
        CompletionStage<HostList> list = questions.ask(Hosts::new);
        return list.thenApply(known -> {
            ArrayNode all = Json.mapper().createArrayNode();
            known.hosts().forEach(host -> all.add(HostCard.of(host)));
            return text(all);
        });
    }

    private static CompletionStage<String> campaigns(Questions questions) {
        return questions.known().thenApply(PageEvents::text);
    }

    private static String text(CampaignList list) {
        ArrayNode all = Json.mapper().createArrayNode();
        list.campaigns().forEach(campaign -> all.add(Json.mapper().<JsonNode>valueToTree(campaign)));
        return text(all);
    }

    private static Source<Event, NotUsed> changing(String name, Source<String, NotUsed> values) {
        AtomicReference<String> last = new AtomicReference<>(TICK);
        return values.filter(value -> !value.equals(last.getAndSet(value))).map(value -> new Event(name, value));
    }

    /** Events {@code runs}, the first with all of them; it ends when all runs have. */
    static Source<Event, NotUsed> campaign(ActorRef<CoordinatorMessage> scheduler, CampaignId campaign) {
        CampaignChanges changes = new CampaignChanges();
        return Source.<CampaignView>actorRef(
                        message -> Optional.empty(), message -> Optional.empty(), 1, OverflowStrategy.dropHead())
                .mapMaterializedValue(subscriber -> {
                    scheduler.tell(new Subscribe(campaign, Adapter.toTyped(subscriber)));
                    return NotUsed.getInstance();
                })
                .watch(Adapter.toClassic(scheduler))
                .takeWhile(view -> !view.ended(), true)
                .mapConcat(view -> changes.next(view)
                        .map(node -> List.of(new Event("runs", text(node))))
                        .orElse(List.of()))
                .keepAlive(QUIET, () -> Event.ALIVE);
    }

    private static String text(JsonNode node) {
        try {
            return Json.mapper().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
