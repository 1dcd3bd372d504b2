package ballast.agent.qemu;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ballast.model.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QmpClientTest {
    private static final Duration BOUND = ScriptedQmp.BOUND;

    @TempDir
    Path folder;

    private final BlockingQueue<QmpClient.Event> events = new LinkedBlockingQueue<>();

    private QmpClient connect(ScriptedQmp peer) throws Exception {
        return QmpClient.connect(peer.socket(), BOUND, events::add);
    }

    @Test
    void sendsACommandWithItsArgumentsAndReturnsTheReply() throws Exception {
        try (var peer = ScriptedQmp.start(folder, (command, qemu) -> qemu.answer(command, "{\"actual\": 42}"));
                var client = connect(peer)) {
            assertThat(client.call("query-balloon", Map.of(), BOUND)
                            .get("actual")
                            .asLong())
                    .isEqualTo(42);
            client.call("balloon", Map.of("value", 1 << 21), BOUND);
            assertThat(peer.commands()).hasToString("[query-balloon, balloon {\"value\":2097152}]");
        }
    }

    @Test
    void humanMonitorReturnsItsText() throws Exception {
        try (var peer = ScriptedQmp.start(folder, (command, qemu) -> qemu.answer(command, "\"a\\r\\nb\""));
                var client = connect(peer)) {
            assertThat(client.humanMonitor("info usernet", BOUND)).isEqualTo("a\r\nb");
            assertThat(peer.commands()).hasToString("[human-monitor-command {\"command-line\":\"info usernet\"}]");
        }
    }

    @Test
    void matchesRepliesByIdHoweverTheyAreOrdered() throws Exception {
        int callers = 8;
        var waiting = new ConcurrentLinkedDeque<ScriptedQmp.Command>();
        ScriptedQmp.Script lastFirst = (command, qemu) -> {
            waiting.push(command);
            if (waiting.size() == callers) {
                for (var asked : waiting) {
                    qemu.answer(asked, asked.arguments().get("number").asText());
                }
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try (var peer = ScriptedQmp.start(folder, lastFirst);
                var client = connect(peer)) {
            List<Future<Integer>> replies = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                var arguments = Map.of("number", i);
                replies.add(threads.submit(
                        () -> client.call("echo", arguments, BOUND).asInt()));
            }
            for (int i = 0; i < callers; i++) {
                assertThat(replies.get(i).get(BOUND.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo(i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void passesEventsOnThatComeBeforeAReply() throws Exception {
        ScriptedQmp.Script script = (command, qemu) -> {
            qemu.say("{\"event\": \"BALLOON_CHANGE\", \"data\": {\"actual\": 7}, \"timestamp\": {\"seconds\": 1}}\r\n");
            qemu.say("{\"event\": \"STOP\"}\n");
            qemu.answer(command, "{}");
        };
        try (var peer = ScriptedQmp.start(folder, script);
                var client = connect(peer)) {
            client.call("stop", Map.of(), BOUND);
            assertThat(events).extracting(QmpClient.Event::name).containsExactly("BALLOON_CHANGE", "STOP");
            assertThat(events.element().data().get("actual").asInt()).isEqualTo(7);
        }
    }

    @Test
    void anErrorReplyIsAFaultOfTheDeviceWithQemusWords() throws Exception {
        ScriptedQmp.Script script =
                (command, qemu) -> qemu.refuse(command, "DeviceNotActive", "No balloon device has been activated");
        try (var peer = ScriptedQmp.start(folder, script);
                var client = connect(peer)) {
            assertFault(FailureKind.DEVICE, () -> client.call("balloon", Map.of("value", 1), BOUND))
                    .isEqualTo("QMP balloon: QEMU says DeviceNotActive: No balloon device has been activated");
        }
    }

    @Test
    void noReplyIsATimeoutAndItsLateReplyHarmsNobody() throws Exception {
        var unanswered = new LinkedBlockingQueue<ScriptedQmp.Command>();
        ScriptedQmp.Script script = (command, qemu) -> {
            if (command.name().equals("slow")) {
                unanswered.add(command);
            } else {
                qemu.answer(unanswered.remove(), "\"late\"");
                qemu.answer(command, "\"in time\"");
            }
        };
        try (var peer = ScriptedQmp.start(folder, script);
                var client = connect(peer)) {
            assertFault(FailureKind.TIMEOUT, () -> client.call("slow", Map.of(), Duration.ofMillis(50)))
                    .isEqualTo("QMP slow: no reply within 50 ms");
            assertThat(client.call("quick", Map.of(), BOUND).asText()).isEqualTo("in time");
        }
    }

    @Test
    void aConnectionThatEndsFailsWhoWaitsAtOnce() throws Exception {
        try (var peer = ScriptedQmp.start(folder, (command, qemu) -> qemu.hangUp());
                var client = connect(peer)) {
            assertFault(FailureKind.DEVICE, () -> client.call("quit", Map.of(), Duration.ofDays(1)))
                    .isEqualTo("QMP quit: QEMU closed the connection");
            assertFault(FailureKind.DEVICE, () -> client.call("again", Map.of(), Duration.ofDays(1)))
                    .isEqualTo("QMP again: QEMU closed the connection");
        }
    }

    @Test
    void closingItFailsWhoWaits() throws Exception {
        var asked = new CompletableFuture<String>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (var peer = ScriptedQmp.start(folder, (command, qemu) -> asked.complete(command.name()))) {
            QmpClient client = connect(peer);
            Future<?> waiting = thread.submit(() -> client.call("slow", Map.of(), Duration.ofDays(1)));
            assertThat(asked).succeedsWithin(BOUND);
            client.close();
            assertThat(waiting)
                    .failsWithin(BOUND)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .withMessage("QMP slow: we closed the connection");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void noGreetingIsATimeout() throws Exception {
        try (var peer = ScriptedQmp.saying(folder, "")) {
            assertFault(FailureKind.TIMEOUT, () -> QmpClient.connect(peer.socket(), Duration.ofMillis(50), event -> {}))
                    .isEqualTo("QMP greeting: no reply within 50 ms");
        }
    }

    @Test
    void nobodyThereIsAnIoException() {
        assertThatIOException().isThrownBy(() -> QmpClient.connect(folder.resolve("nobody.sock"), BOUND, event -> {}));
    }
}
