package ballast.agent.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.VmStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown at which time, and what is left behind. */
class ReplayTest {
    private static final Cell CELL = ReplayedCells.multiVm(Mode.BASE_AUTO);
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Optional<VmStatus.Detail> UNKNOWN =
            Optional.of(new VmStatus.Detail(NOON, Double.NaN, Double.NaN, Double.NaN, Double.NaN));

    @TempDir
    Path folder;

    private Replay replay;

    @BeforeEach
    void load() throws Exception {
        Path traces = Files.createDirectories(folder.resolve("traces"));
        Files.writeString(
                traces.resolve("multivm-vm0.csv"),
                "time,rss,ram,target\n10,1000,500,2000\n20,nan,600,2000\n30,3000,700,2000\n");
        Files.writeString(traces.resolve("multivm-vm1.csv"), "time,rss\n0,7\n100,8\n");
        replay = Replay.of(CELL, Traces.load(traces), 10);
    }

    @Test
    void timePassesFasterBySpeed() {
        assertThat(replay.length()).isEqualTo(10.0);
        assertThat(replay.statusesAt(0, NOON))
                .containsExactly(
                        new VmStatus(0, "replay", 1000, 500, 2000, Double.NaN, UNKNOWN),
                        new VmStatus(1, "replay", 7, 7, 1L << 30, Double.NaN, UNKNOWN));
        assertThat(replay.statusesAt(0.999, NOON))
                .extracting(VmStatus::ramBytes)
                .containsExactly(500L, 7L);
        assertThat(replay.statusesAt(1, NOON)).extracting(VmStatus::ramBytes).containsExactly(600L, 7L);
    }

    @Test
    void whatTheGuestSaidIsShownAsItWasRecorded() throws Exception {
        Path traces = Files.createDirectories(folder.resolve("published"));
        String rows =
                "time,rss,small,huge,cached,total\n0,7,1000,1,500,4000\n10,7,nan,nan,nan,nan\n20,7,1,0,4000,500\n";
        Files.writeString(traces.resolve("multivm-vm0.csv"), rows);
        Files.writeString(traces.resolve("multivm-vm1.csv"), rows);
        Replay published = Replay.of(CELL, Traces.load(traces), 1);

        VmStatus first = published.statusesAt(0, NOON).get(0);
        assertThat(first.guestFreeBytes()).isEqualTo(1000.0 * 4096);
        assertThat(first.detail()).contains(new VmStatus.Detail(NOON, Double.NaN, 2 << 20, 500, 4000));
        assertThat(published.statusesAt(10, NOON).get(0).detail()).isEqualTo(UNKNOWN);
        assertThat(published.statusesAt(19.9, NOON).get(0).guestFreeBytes()).isNaN();
    }

    @Test
    void missingRssIsTheLastOneKnown() {
        assertThat(replay.statusesAt(1.5, NOON)).extracting(VmStatus::rssBytes).containsExactly(1000L, 7L);
    }

    @Test
    void vmThatHasEndedIsShownNoMore() {
        assertThat(replay.statusesAt(2, NOON)).extracting(VmStatus::index).containsExactly(1);
        assertThat(replay.statusesAt(10, NOON)).isEmpty();
    }

    @Test
    void rawFilesHaveTheTracesOwnTimes() throws Exception {
        replay.write(vm -> folder.resolve("vm_" + vm), replay.length());

        assertThat(folder.resolve("vm_0/samples.csv")).hasContent("""
                time,rss,ram,target
                10.000000,1000,500,2000
                20.000000,nan,600,2000
                30.000000,3000,700,2000
                """);
        assertThat(folder.resolve("vm_0/phases.csv"))
                .hasContent("phase,iteration,start,end\nreplay,0,10.000000,30.000000\n");
        assertThat(folder.resolve("vm_1/out_0.csv")).hasContent("""
                time,rss,small,huge,cached,total
                0.000000,7,nan,nan,nan,nan
                100.000000,8,nan,nan,nan,nan
                """);
    }

    @Test
    void whatWasNotPlayedIsNotWritten() throws Exception {
        replay.write(vm -> folder.resolve("vm_" + vm), 1.2);

        assertThat(folder.resolve("vm_0/samples.csv"))
                .hasContent("time,rss,ram,target\n10.000000,1000,500,2000\n20.000000,nan,600,2000\n");
        assertThat(folder.resolve("vm_0/phases.csv"))
                .hasContent("phase,iteration,start,end\nreplay,0,10.000000,22.000000\n");
    }

    @Test
    void speedIsPositiveAndFinite() {
        for (double speed : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Playback.at(speed)).hasMessageContaining("speed: got " + speed);
        }
    }
}
