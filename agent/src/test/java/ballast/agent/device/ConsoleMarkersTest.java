package ballast.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as the published artefact's builds print them. */
class ConsoleMarkersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "virtio_balloon_start 100 ns|virtio_balloon_end 350 ns; 250",
                "info: llfree_balloon_start 100 ns|llfree_balloon_end 350 ns; 250",
                "qemu-system-x86_64: info: llfree_balloon_start 100 ns|qemu-system-x86_64: llfree_balloon_end 350 ns; 250",
                "[   12.5] virtio_mem virtio1: virtio_mem_config at 100|[   13.0] virtio_mem_end 350; 250",
                "[   12.5] virtio_mem_config at: 100|virtio_mem_end: 350; 250",
                "virtio_balloon_start 100|update balloon size 1024->256: 768|reclaimed 768|virtio_balloon_end 350; 250",
                "virtio_balloon_start 1|virtio_balloon_end 2|virtio_balloon_start 100|virtio_balloon_end 350; 250",
                "virtio_balloon_start 1637000000000000000 ns|virtio_balloon_end 1637000000000000250 ns; 250"
            })
    void takesTheTimeBetweenStartAndEnd(String lines, long nanos) {
        assertThat(ConsoleMarkers.lastPair(Arrays.asList(lines.split("\\|")))).contains(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "login: root",
        "virtio_balloon_start 100 ns",
        "virtio_balloon_end 350 ns",
        "virtio_balloon_end 350 ns|virtio_balloon_start 400 ns",
        "virtio_balloon_start 1 ns|virtio_balloon_end 2 ns|virtio_balloon_start 3 ns",
        "echo virtio_balloon_start|virtio_balloon_end 350 ns"
    })
    void findsNoneWithoutAnEndBehindTheLastStart(String lines) {
        assertThat(ConsoleMarkers.lastPair(Arrays.asList(lines.split("\\|")))).isEmpty();
    }

    @Test
    void looksInEachFileAndOnlyBehindTheMark() throws Exception {
        Path console = folder.resolve("out.txt");
        Path log = folder.resolve("qemu.log"); // does not exist yet
        Files.writeString(console, "virtio_balloon_start 1\nvirtio_balloon_end 2\n");
        var markers = new ConsoleMarkers(console, log);
        var mark = markers.position();
        assertThat(markers.since(mark)).isEmpty();

        Files.writeString(log, "llfree_balloon_start 10 ns\nllfree_balloon_end 30 ns\n");
        assertThat(markers.since(mark)).contains(Duration.ofNanos(20));
    }

    @Test
    void aLineThatIsStillBeingWrittenDoesNotCount() throws Exception {
        Path console = folder.resolve("out.txt");
        var markers = new ConsoleMarkers(console);
        var mark = markers.position();
        Files.writeString(console, "virtio_balloon_start 1000\nvirtio_balloon_end 12");
        assertThat(markers.since(mark)).isEmpty();
        Files.writeString(console, "virtio_balloon_start 1000\nvirtio_balloon_end 1200\n");
        assertThat(markers.since(mark)).contains(Duration.ofNanos(200));
    }
}
