package ballast.agent.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ballast.agent.qemu.ScriptedQmp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialStatisticsTest {
    @TempDir
    Path folder;

    private static String section(String path, String text) {
        return "== " + path + " " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text;
    }

    private static String sample(String meminfo) {
        return section("/proc/meminfo", meminfo)
                + section("/proc/buddyinfo", RecordedProc.BUDDYINFO)
                + section("/proc/zoneinfo", RecordedProc.ZONEINFO);
    }

    private static void assertFails(CompletableFuture<?> answer, Class<? extends Throwable> type, String message) {
        assertThat(answer)
                .failsWithin(ScriptedQmp.BOUND)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(type)
                .withMessage(message);
    }

    @Test
    void asksAndReadsTheGuestsNumbers() throws Exception {
        var verbs = new ConcurrentLinkedDeque<String>();
        ScriptedGuest.Script script = (request, guest) -> {
            verbs.add(request.verb());
            guest.answer(request, request.verb().equals("sample") ? sample(RecordedProc.MEMINFO) : "text");
        };
        try (var guest = new ScriptedGuest(folder, script);
                var statistics = SerialStatistics.connect(guest.socket())) {
            assertThat(statistics.request("hello")).succeedsWithin(ScriptedQmp.BOUND);
            assertThat(statistics.ask())
                    .succeedsWithin(ScriptedQmp.BOUND)
                    .isEqualTo(GuestNumbers.parse(RecordedProc.MEMINFO, RecordedProc.BUDDYINFO, RecordedProc.ZONEINFO));
            assertThat(statistics.request("read /proc/uptime"))
                    .succeedsWithin(ScriptedQmp.BOUND)
                    .isEqualTo("text");
            assertThat(verbs).containsExactly("hello", "sample", "read /proc/uptime");
        }
    }

    /** A guest that boots may lose what was said before; its answer to any question means that it is up. */
    @Test
    void helloIsSaidAgainUntilAnyIsAnswered() throws Exception {
        var lost = new ConcurrentLinkedDeque<ScriptedGuest.Request>();
        ScriptedGuest.Script script = (request, guest) -> {
            lost.add(request);
            if (lost.size() == 2) {
                guest.answer(lost.getFirst(), "late");
            }
        };
        try (var guest = new ScriptedGuest(folder, script);
                var statistics = SerialStatistics.connect(guest.socket())) {
            statistics.awaitAnswer();
            assertThat(lost)
                    .containsExactly(new ScriptedGuest.Request("1", "hello"), new ScriptedGuest.Request("2", "hello"));
        }
    }

    @Test
    void waitingForAnAnswerEndsWithThePort() throws Exception {
        try (var guest = new ScriptedGuest(folder, (request, peer) -> peer.hangUp());
                var statistics = SerialStatistics.connect(guest.socket())) {
            assertThatIOException().isThrownBy(statistics::awaitAnswer).withMessage("QEMU closed the guest's port");
        }
    }

    @Test
    void matchesAnswersByIdHoweverTheyAreOrdered() throws Exception {
        var waiting = new ConcurrentLinkedDeque<ScriptedGuest.Request>();
        ScriptedGuest.Script lastFirst = (request, guest) -> {
            waiting.push(request);
            if (waiting.size() == 3) {
                for (var asked : waiting) {
                    guest.answer(asked, asked.verb());
                }
            }
        };
        try (var guest = new ScriptedGuest(folder, lastFirst);
                var statistics = SerialStatistics.connect(guest.socket())) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (String path : List.of("/proc/a", "/proc/b", "/proc/c")) {
                answers.add(statistics.request("read " + path));
            }
            for (int i = 0; i < 3; i++) {
                assertThat(answers.get(i))
                        .succeedsWithin(ScriptedQmp.BOUND)
                        .isEqualTo("read /proc/" + (char) ('a' + i));
            }
        }
    }

    @Test
    void anErrorReplyFailsThatRequestOnly() throws Exception {
        ScriptedGuest.Script script = (request, guest) -> {
            if (request.verb().equals("read /proc/x")) {
                guest.say(request.id() + " error No such file or directory\n");
            } else {
                guest.answer(request, "");
            }
        };
        try (var guest = new ScriptedGuest(folder, script);
                var statistics = SerialStatistics.connect(guest.socket())) {
            assertFails(
                    statistics.request("read /proc/x"), IOException.class, "guest-agent: No such file or directory");
            assertThat(statistics.request("read /proc/y"))
                    .succeedsWithin(ScriptedQmp.BOUND)
                    .isEqualTo("");
        }
    }

    @Test
    void aPortThatIsClosedFailsWhoWaitsAndWhoAsksLater() throws Exception {
        try (var guest = new ScriptedGuest(folder, (request, peer) -> peer.hangUp());
                var statistics = SerialStatistics.connect(guest.socket())) {
            assertThat(statistics.ask()).failsWithin(ScriptedQmp.BOUND);
            assertThat(statistics.ask()).failsWithin(ScriptedQmp.BOUND);
        }
    }

    @Test
    void repliesThatAreNoneFailWithTheirText() throws Exception {
        assertReplyFails("oops\n", "guest-agent: not a reply: oops");
        assertReplyFails("x ok 5\n", "guest-agent: not a reply: x ok 5");
        assertReplyFails("1 ok many\n", "guest-agent: not a reply: 1 ok many");
        assertReplyFails("1 ok 4194305\n", "guest-agent: a reply of 4194305 bytes, want 0 to 4194304");
        assertReplyFails("1 ok 99999999999\n", "guest-agent: a reply of 99999999999 bytes, want 0 to 4194304");
        assertReplyFails("1 ok -1\n", "guest-agent: a reply of -1 bytes, want 0 to 4194304");
        assertReplyFails("x".repeat(5000), "guest-agent: a header of over 4096 bytes");
    }

    private void assertReplyFails(String reply, String message) throws Exception {
        Path own = java.nio.file.Files.createTempDirectory(folder, "r");
        try (var guest = new ScriptedGuest(own, (request, peer) -> peer.say(reply));
                var statistics = SerialStatistics.connect(guest.socket())) {
            assertFails(statistics.request("hello"), IOException.class, message);
        }
    }

    @Test
    void sectionsKeepTheirLengthsWhereTheTextIsNotAscii() throws Exception {
        ScriptedGuest.Script script =
                (request, guest) -> guest.answer(request, sample(RecordedProc.MEMINFO + "Größe: 1 kB\n"));
        try (var guest = new ScriptedGuest(folder, script);
                var statistics = SerialStatistics.connect(guest.socket())) {
            assertThat(statistics.ask())
                    .succeedsWithin(ScriptedQmp.BOUND)
                    .extracting(GuestNumbers::huge)
                    .isEqualTo(207L);
        }
    }

    @Test
    void aSampleThatIsNoneFails() throws Exception {
        try (var guest = new ScriptedGuest(folder, (request, peer) -> peer.answer(request, "no sections here"));
                var statistics = SerialStatistics.connect(guest.socket())) {
            assertFails(
                    statistics.ask(),
                    IllegalArgumentException.class,
                    "guest-agent: not a section header: no sections here");
        }
    }

    /** Else its full socket would block the thread that samples all VMs. */
    @Test
    void aGuestThatHangsIsNotAskedForEver() throws Exception {
        try (var guest = new ScriptedGuest(folder, (request, peer) -> {});
                var statistics = SerialStatistics.connect(guest.socket())) {
            for (int i = 0; i < 32; i++) {
                assertThat(statistics.ask()).isNotDone();
            }
            assertFails(
                    statistics.request("read /proc/uptime"),
                    IOException.class,
                    "guest-agent: has not answered 32 requests");
        }
    }

    @Test
    void nobodyThereIsAnIoException() {
        assertThatIOException().isThrownBy(() -> SerialStatistics.connect(folder.resolve("nobody.sock")));
    }
}
