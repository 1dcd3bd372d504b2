package ballast.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole text against golden files, in which STORE stands for the store's folder. */
class SummaryTableTest {
    @TempDir
    Path folder;

    private SummaryFixture fixture;

    @BeforeEach
    void openStore() {
        fixture = new SummaryFixture(folder);
    }

    @Test
    void inflate() throws Exception {
        assertThat(rendered(fixture.inflate())).isEqualTo(golden("inflate.txt"));
    }

    @Test
    void multivm() throws Exception {
        assertThat(rendered(fixture.multivm())).isEqualTo(golden("multivm.txt"));
    }

    /** What a host lacks mostly stops many runs: it is said once. */
    @Test
    void sameReasonIsSaidOnce() throws Exception {
        CampaignSummary summary = fixture.lacking();

        assertThat(rendered(summary))
                .contains("""

                2 runs skipped: llfree-manual needs a QEMU
                %s rep 1 skipped: virtio-mem-vfio needs a device
                2 runs not run: the campaign has not come to it

                results:""".formatted(summary.runs().get(2).stored().cell().id()));
        assertThat(summary.isDone()).isFalse();
    }

    @Test
    void replayedRunsAreMarked() throws Exception {
        assertThat(rendered(fixture.replayed()))
                .contains("| replayed |")
                .contains("replayed: not measured; 1 run of a host with driver replay")
                .doesNotContain("| completed |", "accel tcg", "there is no file");
    }

    @Test
    void whatATraceDoesNotTellIsNoProblem() throws Exception {
        String samples = SummaryFixture.VM_FILES.get("samples.csv");
        assertThat(rendered(fixture.replayedInflate(Map.of("samples.csv", samples))))
                .contains("| replayed |")
                .doesNotContain("no rates", "no footprint");
    }

    @Test
    void aReplayWithoutSamplesIsAProblem() throws Exception {
        assertThat(rendered(fixture.replayedInflate(Map.of())))
                .contains("no footprint")
                .doesNotContain("no rates");
    }

    @Test
    void isPlainAscii() throws Exception {
        assertThat(SummaryTable.render(fixture.inflate())).isASCII();
    }

    private String rendered(CampaignSummary summary) {
        return SummaryTable.render(summary).replace(fixture.store().root().toString(), "STORE");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = SummaryTableTest.class.getResourceAsStream(name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
