package ballast.agent.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.replay.FootprintTrace.Column;
import ballast.agent.system.Leftovers;
import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.VmStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ReplayPropertiesTest {
    private static final Cell CELL = ReplayedCells.multiVm(Mode.BASE_AUTO);

    /** Whatever the speed, what is left is what was recorded, and can be played again. */
    @Property(tries = 50)
    void samplesAreTheTrace(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 10_000_000) Integer> microsBetween,
            @ForAll @LongRange(max = 1L << 50) long rss,
            @ForAll @DoubleRange(min = 0.01, max = 10_000) double speed)
            throws Exception {
        Path folder = Files.createTempDirectory("replay");
        try {
            Path traces = Files.createDirectories(folder.resolve("traces"));
            FootprintTrace trace = trace(traces.resolve("default.csv"), microsBetween, rss);
            Replay replay = Replay.of(CELL, Traces.load(traces), speed);

            replay.write(vm -> folder.resolve("vm_" + vm), replay.length());

            List<String> problems = new ArrayList<>();
            FootprintTrace written = TraceReader.read(folder.resolve("vm_1/samples.csv"), "written", problems)
                    .orElseThrow();
            assertThat(written.rows()).isEqualTo(trace.rows());
            for (int row = 0; row < trace.rows(); row++) {
                for (Column column : List.of(Column.TIME, Column.RSS, Column.RAM)) {
                    assertThat(written.value(column, row)).isEqualTo(trace.value(column, row));
                }
            }
        } finally {
            Leftovers.delete(folder);
        }
    }

    /** Between two rows, what is shown is the earlier one. */
    @Property(tries = 50)
    void statusIsTheLastRow(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 1000, max = 10_000_000) Integer> microsBetween,
            @ForAll @DoubleRange(max = 0.99) double part)
            throws Exception {
        Path folder = Files.createTempDirectory("replay");
        try {
            FootprintTrace trace = trace(folder.resolve("default.csv"), microsBetween, 1000);
            Replay replay = Replay.of(CELL, Traces.load(folder), 1);
            double elapsed = part * replay.length();

            VmStatus status = replay.statusesAt(elapsed, Instant.EPOCH).get(0);

            int row = (int) status.rssBytes() - 1000;
            assertThat(trace.value(Column.TIME, row)).isLessThanOrEqualTo(trace.start() + elapsed);
            assertThat(trace.value(Column.TIME, row + 1)).isGreaterThan(trace.start() + elapsed);
        } finally {
            Leftovers.delete(folder);
        }
    }

    /** Each row's RSS is one more than the one before. */
    private static FootprintTrace trace(Path file, List<Integer> microsBetween, long rss) throws Exception {
        StringBuilder text = new StringBuilder("time,rss,ram\n");
        long micros = 0;
        for (int row = 0; row < microsBetween.size(); row++) {
            micros += microsBetween.get(row);
            text.append(micros / 1_000_000)
                    .append('.')
                    .append(String.format("%06d", micros % 1_000_000))
                    .append(',')
                    .append(rss + row)
                    .append(',')
                    .append(rss / 2)
                    .append('\n');
        }
        Files.writeString(file, text);
        return TraceReader.read(file, "trace", new ArrayList<>()).orElseThrow();
    }
}
