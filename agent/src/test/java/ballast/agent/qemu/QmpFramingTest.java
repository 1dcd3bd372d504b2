package ballast.agent.qemu;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.FailureKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes come as the socket pleases, not as lines. */
class QmpFramingTest {
    @TempDir
    Path folder;

    @Test
    void severalLinesInOnePacketAreSeveralMessages() throws Exception {
        var events = new LinkedBlockingQueue<QmpClient.Event>();
        ScriptedQmp.Script script = (command, qemu) -> qemu.say("{\"event\": \"A\"}\n\n{\"event\": \"B\"}\n"
                + "{\"return\": 1, \"id\": \"" + command.id() + "\"}\n{\"event\": \"C\"}\n");
        try (var peer = ScriptedQmp.start(folder, script);
                var client = QmpClient.connect(peer.socket(), ScriptedQmp.BOUND, events::add)) {
            assertThat(client.call("x", Map.of(), ScriptedQmp.BOUND).asInt()).isEqualTo(1);
            assertThat(events).extracting(QmpClient.Event::name).startsWith("A", "B");
        }
    }

    @Test
    void aLineInManyPacketsIsOneMessage() throws Exception {
        ScriptedQmp.Script script = (command, qemu) -> {
            String line = "{\"return\": \"grün\", \"id\": \"" + command.id() + "\"}\n";
            for (int i = 0; i < line.length(); i++) {
                qemu.say(line.substring(i, i + 1));
            }
        };
        try (var peer = ScriptedQmp.start(folder, script);
                var client = QmpClient.connect(peer.socket(), ScriptedQmp.BOUND, event -> {})) {
            assertThat(client.call("x", Map.of(), ScriptedQmp.BOUND).asText()).isEqualTo("grün");
        }
    }

    @Test
    void aReplyMayBeLargerThanTheBuffer() throws Exception {
        String large = "x".repeat(300_000);
        ScriptedQmp.Script script = (command, qemu) -> qemu.answer(command, '"' + large + '"');
        try (var peer = ScriptedQmp.start(folder, script);
                var client = QmpClient.connect(peer.socket(), ScriptedQmp.BOUND, event -> {})) {
            assertThat(client.call("x", Map.of(), ScriptedQmp.BOUND).asText()).isEqualTo(large);
        }
    }

    @Test
    void aGarbageLineEndsTheConnectionWithItsText() throws Exception {
        try (var peer = ScriptedQmp.start(folder, (command, qemu) -> qemu.say("qemu: oops\n"));
                var client = QmpClient.connect(peer.socket(), ScriptedQmp.BOUND, event -> {})) {
            assertFault(FailureKind.DEVICE, () -> client.call("x", Map.of(), ScriptedQmp.BOUND))
                    .isEqualTo("QMP x: connection lost: not JSON: qemu: oops");
        }
    }

    @Test
    void jsonThatIsNoMessageEndsTheConnectionWithItsText() throws Exception {
        try (var peer = ScriptedQmp.start(folder, (command, qemu) -> qemu.say("{\"hello\": 1}\n"));
                var client = QmpClient.connect(peer.socket(), ScriptedQmp.BOUND, event -> {})) {
            assertFault(FailureKind.DEVICE, () -> client.call("x", Map.of(), ScriptedQmp.BOUND))
                    .isEqualTo("QMP x: connection lost: neither greeting, event nor reply: {\"hello\": 1}");
        }
    }

    @Test
    void whatIsNotQmpFailsTheHandshake() throws Exception {
        try (var peer = ScriptedQmp.saying(folder, "SSH-2.0-dropbear\n")) {
            assertFault(FailureKind.DEVICE, () -> QmpClient.connect(peer.socket(), ScriptedQmp.BOUND, event -> {}))
                    .isEqualTo("QMP greeting: connection lost: not JSON: SSH-2.0-dropbear");
        }
    }
}
