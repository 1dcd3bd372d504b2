package ballast.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.stats.Figures;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.MidResize;
import ballast.model.Mode;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stream as our agents leave it: the phases tell when the VM was resized, another cell what it would have done. */
class DipsTest {
    private static final String HEADER = "IterTime,Bandwidth\n";
    /** The work begins at 5.0 s, so that its seconds 2 to 5 are between shrink and growth. */
    private static final String PHASES = """
        phase,iteration,start,end
        boot,0,0.0,2.0
        work,1,5.0,7.0
        shrink,1,7.0,8.5
        work,1,8.5,10.0
        grow,1,10.0,10.1
        work,1,10.1,13.0
        """;

    @TempDir
    Path folder;

    private SummaryFixture fixture;
    private final Cell baseline = stream(true, 1);
    private final Cell shrunk = stream(false, 1);

    @BeforeEach
    void openStore() {
        fixture = new SummaryFixture(folder);
    }

    @Test
    void dipsAreHeldAgainstTheBaseline() throws Exception {
        fixture.create("stream", List.of(baseline, shrunk));
        fixture.commit(baseline, StoreFixture.COMPLETED, files("1.0,10000.0\n".repeat(8)));
        fixture.commit(
                shrunk,
                StoreFixture.COMPLETED,
                files("1.0,10000.0\n".repeat(2) + "2.0,2500.0\n" + "1.0,10000.0\n".repeat(4)));

        Figures figures = fixture.read().runs().get(1).figures();
        assertThat(figures.get("shrink_dip_depth").orElseThrow()).isCloseTo(0.75, within(1e-9));
        assertThat(figures.get("shrink_dip_s")).contains(2.0);
        assertThat(figures.get("grow_dip_depth")).contains(0.0);
        assertThat(figures.get("bandwidth_gb_s_p25").orElseThrow()).isCloseTo(10, within(1e-9));
        assertThat(fixture.read().runs().get(0).figures().get("shrink_dip_depth"))
                .as("a baseline is not held against itself")
                .isEmpty();
    }

    @Test
    void anotherNumberOfThreadsIsAnotherWork() throws Exception {
        Cell two = stream(true, 2);
        fixture.create("stream", List.of(two, shrunk));
        fixture.commit(two, StoreFixture.COMPLETED, files("1.0,10000.0\n".repeat(8)));
        fixture.commit(shrunk, StoreFixture.COMPLETED, files("1.0,10000.0\n".repeat(8)));

        RunSummary run = fixture.read().runs().get(1);
        assertThat(run.figures().get("shrink_dip_depth")).isEmpty();
        assertThat(run.problems()).isEmpty();
    }

    private static Map<String, String> files(String iterations) {
        Map<String, String> files = new HashMap<>();
        files.put("Copy.csv", HEADER + iterations);
        files.put("phases.csv", PHASES);
        files.put("resizes.csv", "iteration,direction,from,to,reached,ns,source\n");
        files.put("samples.csv", "time,rss,ram,target\n0.0,1073741824,0,0\n60.0,1073741824,0,0\n");
        files.put("meta.json", "{}");
        return files;
    }

    private static Cell stream(boolean baseline, int threads) {
        ByteSize size = ByteSize.gib(1);
        var vm = new VmSpec(size, ByteSize.mib(256), size, 2, Mode.BASE_MANUAL, Machine.Q35, List.of());
        var resize = new MidResize(
                baseline,
                ByteSize.mib(256),
                ByteSize.mib(512),
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
        return Cell.of(
                Map.of("mode", "base-manual", "baseline", String.valueOf(baseline)),
                new BenchmarkSpec.Stream(vm, threads, 1000, 8, Duration.ZERO, resize),
                Isolation.EXCLUSIVE,
                Sampling.DEFAULT,
                Duration.ofMinutes(2));
    }
}
