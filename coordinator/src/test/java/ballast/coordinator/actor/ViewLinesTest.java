package ballast.coordinator.actor;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.actor.SchedulerCommand.Subscribe;
import ballast.coordinator.schedule.CampaignView;
import ballast.message.CoordinatorMessage;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a client gets that reads slowly, goes away, or outlives the scheduler. */
final class ViewLinesTest {
    private static final int MANY = 1000;
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.defaultReference()));

    private final TestProbe<CoordinatorMessage> scheduler = KIT.createTestProbe();
    private final SinkQueueWithCancel<String> lines =
            ViewLines.of(scheduler.getRef(), CAMPAIGN).runWith(Sink.queue(), KIT.system());
    private final ActorRef<CampaignView> subscriber =
            scheduler.expectMessageClass(Subscribe.class).subscriber();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static CampaignView view(String name, boolean ended) {
        return new CampaignView(CAMPAIGN, name, ended, List.of());
    }

    private Optional<String> next() throws Exception {
        return lines.pull().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoever_reads_slowly_does_not_miss_the_last_view() throws Exception {
        for (int i = 0; i < MANY; i++) {
            subscriber.tell(view("view-" + i, false));
        }
        subscriber.tell(view("last", true));
        String latest = "";
        for (Optional<String> line = next(); line.isPresent(); line = next()) {
            latest = line.get();
        }
        assertThat(latest).contains("\"name\":\"last\"", "\"ended\":true");
        scheduler.expectTerminated(subscriber);
    }

    @Test
    void whoever_goes_away_is_no_subscriber_any_more() {
        lines.cancel();
        scheduler.expectTerminated(subscriber);
    }

    @Test
    void the_lines_break_off_when_the_scheduler_stops() {
        scheduler.stop();
        assertThatThrownBy(this::next).rootCause().hasMessageContaining("terminated");
    }
}
