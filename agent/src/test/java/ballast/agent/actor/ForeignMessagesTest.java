package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.cluster.NodeAddress;
import ballast.cluster.NodeConfig;
import ballast.model.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node makes of bytes that somebody else has written: its configuration is a lab node's, but for the network. */
class ForeignMessagesTest {
    private static final int BALLAST_MESSAGE = 8401;

    private static ActorSystem system;
    private static Serialization serialization;
    private static volatile boolean loaded;

    /** Notices when an object of it is made. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;

        public String name = "";

        private void readObject(java.io.ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            loaded = true;
        }

        public void setName(String name) {
            loaded = true;
            this.name = name;
        }
    }

    @BeforeAll
    static void start() {
        system = ActorSystem.create("foreign", lab());
        serialization = SerializationExtension.get(system);
    }

    private static Config lab() {
        return ConfigFactory.parseString("pekko.actor.provider = local\npekko.loglevel = OFF")
                .withFallback(NodeConfig.of(new NodeAddress("127.0.0.1", 0), "agent", List.of(), Optional.empty()))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    void javaSerializationIsOff() throws IOException {
        assertThat(lab().getBoolean("pekko.actor.allow-java-serialization")).isFalse();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Gadget());
        }
        int java = serialization.serializerFor(Gadget.class).identifier();
        assertRefused(bytes.toByteArray(), java, Gadget.class.getName());
        assertThatThrownBy(() -> serialization.serialize(new Gadget()).get()).isNotNull();
    }

    /** Pekko's own Jackson serializers are there whether we use them or not; they name classes. */
    @ParameterizedTest
    @ValueSource(strings = {"jackson-json", "jackson-cbor", "ballast-message"})
    void jacksonMakesNoClassThatIsNotOurs(String serializer) throws IOException {
        int identifier = lab().getInt("pekko.actor.serialization-identifiers." + serializer);
        for (String manifest : List.of(
                Gadget.class.getName(),
                HashMap.class.getName(),
                "javax.swing.JEditorPane",
                "java.lang.ProcessBuilder")) {
            for (ObjectMapper mapper : List.of(new ObjectMapper(), new ObjectMapper(new CBORFactory()))) {
                assertRefused(mapper.writeValueAsBytes(Map.of("name", "x")), identifier, manifest);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\": \"ballast.agent.actor.ForeignMessagesTest$Gadget\", \"name\": \"x\"}",
                "{\"@class\": \"ballast.agent.actor.ForeignMessagesTest$Gadget\", \"name\": \"x\"}",
                "[\"ballast.agent.actor.ForeignMessagesTest$Gadget\", {\"name\": \"x\"}]",
                "{\"name\": \"x\"}"
            })
    void ourSerializerKnowsOurMessagesAndNoClasses(String json) throws IOException {
        byte[] cbor = new ObjectMapper(new CBORFactory())
                .writeValueAsBytes(Json.mapper().readTree(json));

        assertRefused(cbor, BALLAST_MESSAGE, "");
        assertRefused(cbor, BALLAST_MESSAGE, "ballast.message.WireMessage");
    }

    @Test
    void protobufMakesNoClassThatIsNotPekkos() {
        int protobuf = lab().getInt(
                        "pekko.actor.serialization-identifiers.\"org.apache.pekko.remote.serialization.ProtobufSerializer\"");
        assertRefused(new byte[0], protobuf, Gadget.class.getName());
    }

    @Test
    void nobodyStartsAnActorHere() {
        assertThat(lab().getBoolean("pekko.remote.deployment.enable-allow-list"))
                .isTrue();
        assertThat(lab().getStringList("pekko.remote.deployment.allowed-actor-classes"))
                .isEmpty();
    }

    private static void assertRefused(byte[] bytes, int serializer, String manifest) {
        assertThatThrownBy(() ->
                        serialization.deserialize(bytes, serializer, manifest).get())
                .as(serializer + " " + manifest)
                .isInstanceOf(Exception.class);
        assertThat(loaded).isFalse();
    }
}
