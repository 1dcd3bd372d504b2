package ballast.message;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.ByteSize;
import ballast.model.Examples;
import ballast.model.Forecast;
import ballast.model.GuardStatus;
import ballast.model.HostId;
import ballast.model.Json;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.SealedTypesModule;
import ballast.model.SpoolUse;
import ballast.model.VmStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Through the serializer that nodes use between each other. */
class WireMessageSerializationTest {
    private static ActorTestKit kit;
    private static Serialization serialization;
    private static ActorRef<ToAgent> agent;

    @BeforeAll
    static void startPekko() {
        kit = ActorTestKit.create("wire", ConfigFactory.load("protocol.conf"));
        serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
        agent = kit.createTestProbe("agent", ToAgent.class).getRef();
    }

    @AfterAll
    static void stopPekko() {
        kit.shutdownTestKit();
    }

    private static List<WireMessage> samples() {
        var host = new HostId("host-1");
        var files = List.of(new ResultFile("vm_0/out.txt", 7, "00ff"));
        return List.of(
                new ToAgent.Welcome(4, "lab"),
                new ToAgent.Refused(4, "no"),
                new ToAgent.StartAttempt(4, Examples.ATTEMPT, Examples.cell(), "http://c:1/upload/x", "secret"),
                new ToAgent.StartAttempt(
                        4,
                        Examples.ATTEMPT,
                        Examples.cell(),
                        "http://c:1/upload/x",
                        "secret",
                        Optional.of(Examples.forecast())),
                new ToAgent.CancelAttempt(4, Examples.ATTEMPT),
                new ToAgent.AcknowledgeResult(4, Examples.ATTEMPT),
                new ToCoordinator.Inventory(
                        Examples.hostReport(),
                        AgentFacts.now("one", Instant.EPOCH)
                                .with(new SpoolUse(ByteSize.mib(1), ByteSize.gib(2)))
                                .with(Optional.of(Examples.guardStatus()))
                                .planning(ByteSize.gib(3))
                                .servingMetricsAt(Optional.of("10.77.0.11:7357")),
                        List.of(Examples.ATTEMPT),
                        List.of(),
                        agent),
                new ToCoordinator.Progress(
                        host,
                        List.of(new ToCoordinator.Live(
                                Examples.ATTEMPT,
                                List.of(new VmStatus(0, "boot", 1, 2, 3, Double.NaN), Examples.vmStatus())))),
                new ToCoordinator.AttemptEnded(host, Examples.ATTEMPT, new Outcome.Completed(), files, agent),
                new ToCoordinator.AttemptEnded(
                        host, Examples.ATTEMPT, new Outcome.Failed(Examples.failure()), List.of(), agent));
    }

    @Test
    void everyMessageArrivesAsItWasSent() {
        for (WireMessage message : samples()) {
            assertThat(readBack(message)).isEqualTo(message);
        }
    }

    @Test
    void anAgentThatDoesNotTellOfItsSpoolIsUnderstood() throws Exception {
        String old =
                "{\"protocol\":1,\"version\":\"0.1.0\",\"incarnation\":\"one\",\"clock\":\"1970-01-01T00:00:00Z\"}";
        assertThat(Json.mapper().readValue(old, AgentFacts.class))
                .isEqualTo(new AgentFacts(1, "0.1.0", "one", Instant.EPOCH, Optional.empty()));
        var inventory = new ToCoordinator.Inventory(
                Examples.hostReport(), AgentFacts.now("one", Instant.EPOCH), List.of(), List.of(), agent);
        assertThat(readBack(inventory)).isEqualTo(inventory);
    }

    @Test
    void aStartOfACoordinatorThatDoesNotForecastIsUnderstood() throws Exception {
        var start = new ToAgent.StartAttempt(4, Examples.ATTEMPT, Examples.cell(), "http://c:1", "secret");
        ObjectNode old = Json.mapper().valueToTree(start);
        old.remove("forecast");
        assertThat(Json.mapper().treeToValue(old, ToAgent.StartAttempt.class)).isEqualTo(start);
    }

    @Test
    void whatAGuardDoesNotKnowMayBeMissing() throws Exception {
        String old = "{\"sum\":\"1GiB\",\"planned\":\"2GiB\"}";
        assertThat(Json.mapper().readValue(old, GuardStatus.class))
                .isEqualTo(new GuardStatus(
                        ByteSize.gib(1),
                        ByteSize.gib(2),
                        Optional.empty(),
                        Optional.empty(),
                        GuardStatus.Breaches.NONE,
                        List.of()));
    }

    /** Hours of prediction stay far below the 256 KiB that a message between nodes may have. */
    @Test
    void aLongForecastFitsIntoAMessage() {
        long[] day = LongStream.range(0, 86_400).map(second -> second << 20).toArray();
        var start = new ToAgent.StartAttempt(
                4,
                Examples.ATTEMPT,
                Examples.cell(),
                "http://c:1",
                "secret",
                Optional.of(Forecast.of(Instant.EPOCH, day, 0.05)));
        assertThat(serialized(start).length).isLessThan(32 << 10);
        assertThat(readBack(start)).isEqualTo(start);
    }

    @Test
    void aCampaignsBudgetGoesWithIt() {
        var start = new ToAgent.StartAttempt(
                4,
                Examples.ATTEMPT,
                Examples.cell(),
                "http://c:1",
                "secret",
                Optional.empty(),
                Optional.of(ByteSize.gib(1)));
        assertThat(readBack(start)).isEqualTo(start);
    }

    @Test
    void everyMessageHasASample() {
        assertThat(samples()).extracting(Object::getClass).containsAll(SealedTypesModule.cases(WireMessage.class));
    }

    /** So that classes may move, and an old node understands a new one. */
    @Test
    void noClassNameGoesOnTheWire() {
        for (WireMessage message : samples()) {
            assertThat(Serializers.manifestFor(serialization.findSerializerFor(message), message))
                    .doesNotContain("ballast.");
            assertThat(new String(serialized(message), StandardCharsets.ISO_8859_1))
                    .as(message.getClass().getSimpleName())
                    .doesNotContain("ballast.");
        }
    }

    @Test
    void theUploadTokenStaysOutOfLogs() {
        assertThat(new ToAgent.StartAttempt(4, Examples.ATTEMPT, Examples.cell(), "http://c:1", "secret").toString())
                .doesNotContain("secret");
    }

    private static Object readBack(WireMessage message) {
        var serializer = serialization.findSerializerFor(message);
        return serialization
                .deserialize(serialized(message), serializer.identifier(), Serializers.manifestFor(serializer, message))
                .get();
    }

    private static byte[] serialized(WireMessage message) {
        return serialization.serialize(message).get();
    }
}
