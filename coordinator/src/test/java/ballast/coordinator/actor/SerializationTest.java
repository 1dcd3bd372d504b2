package ballast.coordinator.actor;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.Tally;
import ballast.message.AgentFacts;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.message.WireMessage;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import ballast.model.SealedTypesModule;
import ballast.model.SpoolUse;
import ballast.model.VmStatus;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every event and message survives its serializer, and a journal of the first version is still read. */
final class SerializationTest {
    private static final int EVENT_SERIALIZER = 8402;
    private static final Set<Class<?>> LATER = Set.of(
            ScheduleEvent.AttemptSkipped.class,
            ScheduleEvent.AttemptRetried.class,
            ScheduleEvent.ResultMeasured.class,
            ScheduleEvent.CampaignCancelled.class,
            ScheduleEvent.RunRetried.class,
            ScheduleEvent.HostDrained.class,
            ScheduleEvent.HostUndrained.class);
    private static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.parseResources("coordinator.conf")
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve());
    private static final Serialization SERIALIZATION =
            SerializationExtension.get(org.apache.pekko.actor.typed.javadsl.Adapter.toClassic(KIT.system()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static List<PlannedRun> runs() {
        return Samples.runs(
                CAMPAIGN, List.of(Samples.exclusive(1, ByteSize.mib(512)), Samples.shared(2, ByteSize.gib(1))));
    }

    static List<ScheduleEvent> events() {
        return events(runs(), Map.of("rack", "b"));
    }

    private static List<ScheduleEvent> events(List<PlannedRun> runs, Map<String, String> where) {
        AttemptId attempt = Samples.attempt(runs.get(0), 1);
        var failure = new Failure(FailureKind.BOOT, "the guest did not answer", List.of("console: …"));
        return List.of(
                new ScheduleEvent.CampaignCancelled(CAMPAIGN, NOON),
                new ScheduleEvent.RunRetried(runs.get(0).run(), NOON),
                new ScheduleEvent.HostDrained(new HostId("a"), NOON),
                new ScheduleEvent.HostUndrained(new HostId("a"), NOON),
                new ScheduleEvent.CoordinatorStarted(3, NOON, "lab"),
                new ScheduleEvent.CampaignSubmitted(CAMPAIGN, "inflate", "benchmark: inflate\n", runs, where, NOON),
                new ScheduleEvent.CampaignPaused(CAMPAIGN, NOON),
                new ScheduleEvent.CampaignResumed(CAMPAIGN, NOON),
                new ScheduleEvent.RunSkipped(runs.get(0).run(), "too large", NOON),
                new ScheduleEvent.AttemptStarted(attempt, new HostId("a"), NOON),
                new ScheduleEvent.ResultMeasured(
                        attempt,
                        new Tally("base-auto", "qemu", 3, 4.5, List.of(new Tally.Breach("a 12:00 100", 1.5))),
                        NOON),
                new ScheduleEvent.AttemptCompleted(attempt, NOON),
                new ScheduleEvent.AttemptFailed(attempt, failure, NOON),
                new ScheduleEvent.AttemptSkipped(attempt, "no such parameter", NOON),
                new ScheduleEvent.AttemptRetried(attempt, new Failure(FailureKind.HOST, "gone", List.of()), NOON),
                new ScheduleEvent.AttemptLost(attempt, "cancelled by the user", NOON));
    }

    private static List<WireMessage> messages() {
        AttemptId attempt = Samples.attempt(runs().get(0), 1);
        HostId host = new HostId("a");
        ActorRef<ToAgent> agent = KIT.<ToAgent>createTestProbe().getRef();
        return List.of(
                new ToAgent.Welcome(2, "lab"),
                new ToAgent.Refused(2, "no"),
                new ToAgent.StartAttempt(2, attempt, runs().get(1).cell(), "http://127.0.0.1:1/upload", "token"),
                new ToAgent.CancelAttempt(2, attempt),
                new ToAgent.AcknowledgeResult(2, attempt),
                new ToCoordinator.Inventory(
                        Samples.host("a", 2, ByteSize.gib(2)),
                        AgentFacts.now("one", NOON).with(new SpoolUse(ByteSize.mib(1), ByteSize.gib(2))),
                        List.of(attempt),
                        List.of(attempt),
                        agent),
                new ToCoordinator.Progress(
                        host,
                        List.of(new ToCoordinator.Live(
                                attempt, List.of(new VmStatus(0, "boot", 1, 2, 3, Double.NaN))))),
                new ToCoordinator.AttemptEnded(
                        host, attempt, new Outcome.Completed(), List.of(new ResultFile("a/b.csv", 3, "00ff")), agent));
    }

    @Test
    void every_event_and_message_survives() throws Exception {
        List<Object> samples = new ArrayList<>(events());
        samples.addAll(messages());
        List<Class<?>> cases = new ArrayList<>(SealedTypesModule.cases(ScheduleEvent.class));
        cases.addAll(SealedTypesModule.cases(WireMessage.class));
        assertThat(samples.stream().<Class<?>>map(Object::getClass)).containsExactlyInAnyOrderElementsOf(cases);
        for (Object sample : samples) {
            var serializer = SERIALIZATION.serializerFor(sample.getClass());
            byte[] bytes = SERIALIZATION.serialize(sample).get();
            String manifest = Serializers.manifestFor(serializer, sample);
            assertThat(SERIALIZATION
                            .deserialize(bytes, serializer.identifier(), manifest)
                            .get())
                    .isEqualTo(sample);
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .doesNotContain("ballast.coordinator", "ballast.m");
        }
    }

    @Test
    void a_journal_of_the_first_version_is_still_read() throws Exception {
        List<Object> read = new ArrayList<>();
        Path recorded =
                Path.of(SerializationTest.class.getResource("/journal-1.base64").toURI());
        for (String line : Files.readAllLines(recorded)) {
            byte[] bytes = Base64.getDecoder().decode(line);
            read.add(SERIALIZATION.deserialize(bytes, EVENT_SERIALIZER, "").get());
        }
        assertThat(read).isEqualTo(firstVersion());
    }

    /** It had no labs, labels, cancellations, drained hosts, and skipped or retried attempts, and a cell's content, which makes its id, was told in other words. */
    private static List<ScheduleEvent> firstVersion() {
        List<String> ids = List.of("18fa48058d65", "f4271c29395e");
        List<PlannedRun> runs = new ArrayList<>();
        for (PlannedRun run : runs()) {
            Cell cell = run.cell();
            CellId id = new CellId(ids.get(runs.size()));
            runs.add(new PlannedRun(
                    new RunId(CAMPAIGN, id, 1),
                    new Cell(
                            id,
                            cell.parameters(),
                            cell.spec(),
                            cell.isolation(),
                            cell.sampling(),
                            cell.bootTimeout(),
                            cell.cpus())));
        }
        return events(runs, Map.of()).stream()
                .filter(event -> !LATER.contains(event.getClass()))
                .map(event -> event instanceof ScheduleEvent.CoordinatorStarted started
                        ? new ScheduleEvent.CoordinatorStarted(started.epoch(), started.at(), "")
                        : event)
                .toList();
    }

    /** Records a journal; run by hand when the format has a new version, never to replace an old recording. */
    public static void main(String[] args) throws IOException {
        List<String> lines = events().stream()
                .map(event -> Base64.getEncoder()
                        .encodeToString(SERIALIZATION.serialize(event).get()))
                .toList();
        Files.write(Path.of(args[0]), lines);
        stop();
    }
}
