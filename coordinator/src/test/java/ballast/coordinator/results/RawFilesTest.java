package ballast.coordinator.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.stats.GuestSample;
import ballast.coordinator.stats.Iteration;
import ballast.coordinator.stats.Phase;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.Resize;
import ballast.coordinator.stats.VmSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawFilesTest {
    @TempDir
    Path folder;

    @Test
    void columnsAreFoundByNameAndMoreAreAllowed() throws IOException {
        write("samples.csv", "more,target,rss,time,ram\nx,4,2,1.5,3\n");
        assertThat(RawFiles.samples(folder)).containsExactly(new VmSample(1.5, 2, 3, 4));
    }

    @Test
    void resizesKnowWhatMoved() throws IOException {
        write("resizes.csv", "iteration,direction,from,to,reached,ns,source\n0,shrink,100,20,30,5,qmp\n");
        Resize resize = RawFiles.resizes(folder).get(0);
        assertThat(resize).isEqualTo(new Resize(0, Resize.Direction.SHRINK, 100, 20, 30, 5, "qmp"));
        assertThat(resize.moved()).isEqualTo(70);
    }

    @Test
    void whatANofaultRunDoesNotMeasureIsNanHoweverItIsWritten() throws IOException {
        write("out.csv", "shrink,grow,touch,touch2\n1,2,nan,nan\n3,4,0,0\n5,6,7,8\n");
        assertThat(RawFiles.iterations(folder))
                .containsExactly(
                        new Iteration(1, 2, Double.NaN, Double.NaN),
                        new Iteration(3, 4, Double.NaN, Double.NaN),
                        new Iteration(5, 6, 7, 8));
    }

    @Test
    void aGuestThatDidNotAnswerIsNan() throws IOException {
        write(
                "guest.csv",
                "time,rss,small,huge,cached,total,free,order0,order1,order2,order3,order4,order5,order6,order7,"
                        + "order8,order9,order10\n1,5,nan,NaN,nan,nan,nan" + ",nan".repeat(11) + "\n");
        GuestSample sample = RawFiles.guest(folder).get(0);
        assertThat(sample.rss()).isEqualTo(5);
        assertThat(sample.free()).isNaN();
        assertThat(sample.orders()).hasSize(11).containsOnly(Double.NaN);
    }

    @Test
    void theArtefactsSwappedColumnsArePutRight() throws IOException {
        write("out_0.csv", "time,rss,small,huge,cached,total\n0.85,9,1,2,17179336704,118546432\n1,9,1,2,5,nan\n");
        assertThat(RawFiles.published(folder, 0))
                .containsExactly(
                        new PublishedSample(0.85, 9, 1, 2, 118546432, 17179336704.0),
                        new PublishedSample(1, 9, 1, 2, 5, Double.NaN));
    }

    @Test
    void readsPhasesAndTimes() throws IOException {
        write("phases.csv", "phase,iteration,start,end\nshrink,2,1.5,2.5\n");
        write("time_0.txt", "{\"total\": [25222.67]}");
        write("timing.json", "{\"boot\":1.5,\"total\":2}");
        assertThat(RawFiles.phases(folder)).containsExactly(new Phase("shrink", 2, 1.5, 2.5));
        assertThat(RawFiles.total(folder, 0)).isEqualTo(25222.67);
        assertThat(RawFiles.timing(folder)).isEqualTo(Map.of("boot", 1.5, "total", 2.0));
    }

    @Test
    void whatAnEarlyFailureDidNotWriteIsEmpty() throws IOException {
        assertThat(RawFiles.timing(folder)).isEmpty();
        assertThat(RawFiles.meta(folder)).isEmpty();
        assertThat(RawFiles.total(folder, 0)).isNaN();
    }

    @Test
    void aShortRowIsNamedByFileAndLine() throws IOException {
        Path file = write("out.csv", "shrink,grow,touch,touch2\n1,2,3,4\n\n1,2\n");
        assertThatThrownBy(() -> RawFiles.iterations(folder))
                .isInstanceOf(RawFileException.class)
                .hasMessage(file + ":4: got 2 columns, want 4; was the file cut off in the middle of a row?");
    }

    @Test
    void whatIsNoNumberIsNamedByFileAndLine() throws IOException {
        Path file = write("out.csv", "shrink,grow,touch,touch2\n1,2,x,4\n");
        assertThatThrownBy(() -> RawFiles.iterations(folder))
                .hasMessage(file + ":2: touch: got 'x', want a number or nan");
        write("resizes.csv", "iteration,direction,from,to,reached,ns,source\n1,grow,1,2,2,x,qmp\n");
        assertThatThrownBy(() -> RawFiles.resizes(folder)).hasMessageContaining(":2: ns: got 'x', want a whole number");
        write("samples.csv", "time,rss,ram,target\n1,much,3,4\n");
        assertThatThrownBy(() -> RawFiles.samples(folder))
                .hasMessageContaining("rss: got 'much', want a number or nan");
    }

    @Test
    void aMissingColumnAnUnknownDirectionAndAnEmptyFileAreNamed() throws IOException {
        write("out.csv", "shrink,grow,touch\n1,2,3\n");
        assertThatThrownBy(() -> RawFiles.iterations(folder))
                .hasMessageContaining("out.csv:1: there is no column 'touch2'");
        write("resizes.csv", "iteration,direction,from,to,reached,ns,source\n0,up,100,20,30,5,qmp\n");
        assertThatThrownBy(() -> RawFiles.resizes(folder))
                .hasMessageContaining("resizes.csv:2: direction: got 'up', want shrink or grow");
        write("samples.csv", "");
        assertThatThrownBy(() -> RawFiles.samples(folder)).hasMessageContaining("samples.csv:1: the file is empty");
    }

    @Test
    void brokenJsonIsNamedByFileAndLine() throws IOException {
        write("times_0.json", "{\"start\":\n[1,}");
        assertThatThrownBy(() -> RawFiles.buildTimes(folder, 0))
                .hasMessageContaining("times_0.json:2: not as expected");
        write("meta.json", "{");
        assertThatThrownBy(() -> RawFiles.meta(folder)).hasMessageContaining("meta.json:");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
