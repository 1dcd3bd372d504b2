package ballast.coordinator.live;

import static ballast.coordinator.schedule.Samples.CAMPAIGN;
import static ballast.coordinator.schedule.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.HostId;
import ballast.model.Json;
import ballast.model.VmStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What onlookers are told, and that it is no more than what is new. */
final class LiveLabTest {
    private static final long MIB = 1 << 20;
    private static final HostId HOST = new HostId("a");
    private static final Cell CELL = Samples.shared(1, ByteSize.mib(256));
    private static final List<PlannedRun> RUNS = Samples.runs(CAMPAIGN, Collections.nCopies(2, CELL));
    private static final AttemptId ONE = Samples.attempt(RUNS.get(0), 1);
    private static final AttemptId TWO = Samples.attempt(RUNS.get(1), 1);

    private final LiveLab lab = new LiveLab();

    private static VmStatus status(String phase, long mib, double free) {
        return new VmStatus(0, phase, mib * MIB, mib * MIB, 256 * MIB, free);
    }

    private void progress(AttemptId attempt, Instant at, String phase, long mib) {
        lab.progressed(HOST, attempt, CELL, List.of(status(phase, mib, Double.NaN)), at);
    }

    private static JsonNode json(String text) throws Exception {
        return Json.mapper().readTree(text);
    }

    @Test
    void the_first_look_has_all_and_later_ones_what_is_new() throws Exception {
        Reader reader = lab.reader();
        progress(ONE, NOON, "boot", 10);
        Reader.News first = reader.next(NOON).orElseThrow();
        JsonNode vm = json(first.vms().orElseThrow()).at("/added/0");
        assertThat(vm.path("phase").asText()).isEqualTo("boot");
        assertThat(vm.path("rss").asLong()).isEqualTo(10 * MIB);
        assertThat(vm.path("free").isNull()).isTrue();
        assertThat(vm.path("cell").asText()).isEqualTo(CELL.id().value());
        assertThat(first.samples()).isEmpty();
        assertThat(reader.next(NOON)).isEmpty();

        progress(ONE, NOON.plusMillis(100), "fill", 20);
        progress(TWO, NOON.plusMillis(100), "boot", 5);
        Reader.News second = reader.next(NOON.plusMillis(200)).orElseThrow();
        JsonNode samples = json(second.samples().orElseThrow());
        assertThat(samples.path("key")).hasSize(1);
        assertThat(samples.at("/rss/0").asLong()).isEqualTo(20 * MIB);
        assertThat(samples.at("/phase/0").asText()).isEqualTo("fill");
        assertThat(json(second.vms().orElseThrow()).path("added")).hasSize(1);
    }

    @Test
    void a_lab_without_vms_says_so_once() throws Exception {
        Reader reader = lab.reader();
        assertThat(json(reader.next(NOON).orElseThrow().vms().orElseThrow()).path("added"))
                .isEmpty();
        assertThat(reader.next(NOON)).isEmpty();
    }

    @Test
    void what_ended_is_told_once_and_forgotten_after_some_minutes() throws Exception {
        Reader reader = lab.reader();
        progress(ONE, NOON, "boot", 10);
        reader.next(NOON);
        lab.ended(ONE, NOON.plusSeconds(1));
        JsonNode roster =
                json(reader.next(NOON.plusSeconds(1)).orElseThrow().vms().orElseThrow());
        assertThat(roster.path("ended")).hasSize(1);
        assertThat(reader.next(NOON.plusSeconds(2))).isEmpty();
        assertThat(lab.vmsOf(ONE.run())).isEmpty();
        // who comes now sees it in the last minutes
        JsonNode late =
                json(lab.reader().next(NOON.plusSeconds(2)).orElseThrow().vms().orElseThrow());
        assertThat(late.at("/added/0/ended").asLong())
                .isEqualTo(NOON.plusSeconds(1).toEpochMilli());
        lab.ended(TWO, NOON.plusSeconds(400));
        assertThat(json(reader.next(NOON.plusSeconds(400)).orElseThrow().vms().orElseThrow())
                        .path("gone"))
                .hasSize(1);
    }

    @Test
    void the_history_is_of_seconds_with_gaps_where_nothing_was_heard() throws Exception {
        progress(ONE, NOON, "boot", 10);
        progress(ONE, NOON.plusMillis(900), "boot", 11);
        progress(ONE, NOON.plusSeconds(3), "fill", 30);
        JsonNode vm = lab.vmsOf(ONE.run()).get(0);
        assertThat(vm.at("/history/second").asLong()).isEqualTo(NOON.getEpochSecond());
        assertThat(vm.at("/history/rss").toString()).isEqualTo("[11.0,null,null,30.0]");
        assertThat(vm.at("/phases/1/phase").asText()).isEqualTo("fill");
        assertThat(vm.at("/phases/1/t").asLong()).isEqualTo(NOON.plusSeconds(3).toEpochMilli());
    }

    @Test
    void a_history_holds_the_last_five_minutes() {
        for (int second = 0; second < 1000; second++) {
            progress(ONE, NOON.plusSeconds(second), "fill", second);
        }
        JsonNode history = lab.vmsOf(ONE.run()).get(0).path("history");
        assertThat(history.path("rss")).hasSize(SecondRing.SECONDS);
        assertThat(history.path("second").asLong()).isEqualTo(NOON.getEpochSecond() + 700);
        assertThat(history.at("/rss/0").asDouble()).isEqualTo(700);
        assertThat(history.at("/rss/299").asDouble()).isEqualTo(999);
    }

    @Test
    void all_vms_of_a_cancelled_campaign_are_gone() {
        progress(ONE, NOON, "boot", 10);
        lab.ended(CAMPAIGN, NOON);
        assertThat(lab.vmsOf(ONE.run())).isEmpty();
    }
}
