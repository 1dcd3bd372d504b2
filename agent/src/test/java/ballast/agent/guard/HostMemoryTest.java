package ballast.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.MemoryPressure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {
    @TempDir
    Path folder;

    private HostMemory of(String meminfo, String pressure) throws IOException {
        return new HostMemory(
                Files.writeString(folder.resolve("meminfo"), meminfo),
                Files.writeString(folder.resolve("pressure"), pressure));
    }

    @Test
    void readsWhatTheKernelPrints() throws Exception {
        HostMemory memory = of(
                "MemTotal:       24000000 kB\nMemFree:  1 kB\nMemAvailable:   20000 kB\n",
                "some avg10=1.53 avg60=0.87 avg300=0.12 total=9\nfull avg10=0.25 avg60=0.00 avg300=0.00 total=7\n");
        assertThat(memory.available()).hasValue(20000 * 1024);
        assertThat(memory.pressure10()).hasValue(new MemoryPressure(1.53, 0.25));
    }

    @Test
    void whatTheKernelDoesNotSayIsNotKnown() throws Exception {
        assertThat(of("MemFree: 1 kB\n", "").available()).isEmpty();
        assertThat(of("", "some avg10=1.00 avg60=0.00 avg300=0.00 total=9\n").pressure10())
                .isEmpty();
        HostMemory none = new HostMemory(folder.resolve("none"), folder.resolve("none"));
        assertThat(none.available()).isEmpty();
        assertThat(none.pressure10()).isEmpty();
    }

    @Test
    void thisHostTellsWhatIsAvailable() {
        assertThat(HostMemory.of(Optional.empty()).available().orElseThrow()).isPositive();
    }
}
