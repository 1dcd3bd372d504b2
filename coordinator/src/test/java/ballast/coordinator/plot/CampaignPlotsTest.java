package ballast.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.plot.TimeDrawing.Curve;
import ballast.coordinator.plot.TimeDrawing.Kind;
import ballast.coordinator.plot.TimeDrawing.Panel;
import ballast.coordinator.plot.TimeDrawing.Span;
import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From raw files to what is drawn. */
class CampaignPlotsTest {
    @TempDir
    Path folder;

    private PlottedCampaign campaign() {
        return new PlottedCampaign(folder, 200);
    }

    private static CampaignPlots plots(PlottedCampaign campaign) throws Exception {
        return CampaignPlots.of(CampaignSummary.of(campaign.commit()));
    }

    private static TimeDrawing time(CampaignPlots plots, String name) {
        return (TimeDrawing) drawing(plots, name);
    }

    private static Drawing drawing(CampaignPlots plots, String name) {
        return plots.plots().stream()
                .filter(plot -> plot.name().equals(name))
                .findFirst()
                .orElseThrow()
                .drawing();
    }

    @Test
    void eachBenchmarkHasItsPlots() throws Exception {
        CampaignPlots plots = plots(campaign().all());

        assertThat(plots.problems()).isEmpty();
        assertThat(plots.plots().stream().map(Plot::name))
                .containsExactly(
                        "inflate-rates",
                        "inflate-memory",
                        "stream-4-threads-work",
                        "stream-4-threads-memory",
                        "stream-4-threads-overview",
                        "ftq-2-threads-work",
                        "ftq-2-threads-memory",
                        "ftq-2-threads-overview",
                        "compiling-write-memory",
                        "compiling-write-overview",
                        "multivm-write-memory",
                        "multivm-write-overview");
        assertThat(plots.plots())
                .allSatisfy(plot -> assertThat(plot.drawing().note())
                        .startsWith("plotted " + StoreFixture.CAMPAIGN + ", on host-a. Emulated (accel tcg)"));
    }

    @Test
    void resizesAreMarkedAndTheBaselineLiesBehind() throws Exception {
        TimeDrawing work = time(plots(campaign().stream()), "stream-4-threads-work");

        assertThat(work.panels().stream().map(Panel::title)).containsExactly("base-manual", "virtio-mem");
        Panel panel = work.panels().get(0);
        assertThat(panel.spans())
                .containsExactly(new Span("shrink", 20, 26), new Span("small", 26, 60), new Span("grow", 60, 62));
        assertThat(panel.curves().stream().map(Curve::kind)).containsExactly(Kind.WORK, Kind.BASELINE);
        assertThat(panel.curves().get(0).series().values()).contains(20.0);
        assertThat(panel.curves().get(1).series().values()).doesNotContain(20.0);
        assertThat(panel.remark()).startsWith("shrink: −60");
    }

    @Test
    void phasesAreMarked() throws Exception {
        TimeDrawing memory = time(plots(campaign().compiling()), "compiling-write-memory");

        assertThat(memory.panels().get(0).spans())
                .containsExactly(
                        new Span("build", 0, 600),
                        new Span("pause", 600, 700),
                        new Span("clean", 700, 800),
                        new Span("drop", 800, 900));
        assertThat(memory.panels().get(1).curves().stream().map(Curve::kind))
                .containsExactly(Kind.RESIDENT, Kind.CACHE, Kind.REPETITION);
        // rows without the guest's numbers keep their RSS
        assertThat(memory.panels().get(0).curves().get(0).series().size()).isEqualTo(200);
        assertThat(memory.panels().get(0).curves().get(1).series().size()).isEqualTo(100);
    }

    @Test
    void stackedVmsTellFootprintAndPeak() throws Exception {
        TimeDrawing memory = time(plots(campaign().multivm()), "multivm-write-memory");

        Panel panel = memory.panels().get(1);
        assertThat(panel.title()).isEqualTo("llfree-auto");
        assertThat(panel.stack().names()).containsExactly("VM 0", "VM 1", "VM 2");
        assertThat(panel.remark())
                .matches("[0-9.]+ GiB·min, peak [0-9.]+ GiB \\([+−][0-9]+ % GiB·min against base-manual\\)");
        assertThat(panel.levels().get(0).value()).isEqualTo(panel.stack().peak());
    }

    @Test
    void barsAreOfTheMeasurements() throws Exception {
        BarDrawing rates = (BarDrawing) drawing(plots(campaign().inflate()), "inflate-rates");

        assertThat(rates.names().stream().map(BarDrawing.Name::label)).containsExactly("base-manual", "virtio-mem");
        assertThat(rates.rows().stream().map(BarDrawing.Row::label))
                .containsExactly("shrink", "grow", "grow and touch", "touch", "touch again");
        var shrink = rates.rows().get(0).bars().get(1).orElseThrow();
        // five iterations, the first left out: 3 GiB in 114 to 135 ms
        assertThat(shrink.count()).isEqualTo(4);
        assertThat(shrink.median()).isBetween(3 / 0.135, 3 / 0.114);
        assertThat(shrink.interval()).isPresent();
    }

    @Test
    void manyCellsTakeSeveralPages() throws Exception {
        CampaignPlots plots = plots(campaign()
                .compiling(
                        1,
                        Mode.BASE_MANUAL,
                        Mode.BASE_AUTO,
                        Mode.HUGE_MANUAL,
                        Mode.HUGE_AUTO,
                        Mode.VIRTIO_MEM,
                        Mode.LLFREE_MANUAL,
                        Mode.LLFREE_AUTO));

        assertThat(time(plots, "compiling-write-memory").panels()).hasSize(6);
        assertThat(time(plots, "compiling-write-memory-2").panels()).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestIsDrawn() throws Exception {
        StoredCampaign campaign = campaign().compiling().multivm().commit();
        try (Stream<Path> files = Files.walk(campaign.path())) {
            Path broken = files.filter(file -> file.endsWith("vm_1/out_0.csv"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            Files.writeString(broken, "time,rss,small,huge,cached,total\n1,x,1,1,1,1\n");
        }
        CampaignPlots plots = CampaignPlots.of(CampaignSummary.of(campaign));

        assertThat(plots.problems())
                .singleElement()
                .asString()
                .contains("vm_1/out_0.csv:2: rss: got 'x', want a number or nan");
        assertThat(time(plots, "multivm-write-memory").panels()).hasSize(1);
        assertThat(time(plots, "compiling-write-memory").panels()).hasSize(2);
    }

    @Test
    void failedRunsAreNotDrawn() throws Exception {
        CampaignPlots plots = plots(campaign().failed(Mode.BASE_MANUAL));
        assertThat(plots.plots()).isEmpty();
        assertThat(plots.problems()).isEmpty();
    }

    @Test
    void disturbedRunsAreMarked() throws Exception {
        PlottedCampaign campaign = campaign().multivm();
        String meta = "{\"guard\":{\"marks\":[\"paused\"],\"breaches\":[]}}";
        var cell = StoreFixture.inflate(Mode.BASE_MANUAL, "4GiB", true);
        campaign.add(
                cell,
                1,
                Map.of(
                        "meta.json", meta,
                        "out.csv", "shrink,grow,touch,touch2\n1000,1000,nan,nan\n",
                        "resizes.csv", """
                        iteration,direction,from,to,reached,ns,source
                        1,shrink,2147483648,1073741824,1073741824,1000,qmp
                        """,
                        "phases.csv", "phase,iteration,start,end\n",
                        "samples.csv", "time,rss,ram,target\n0.0,1,1,1\n1.0,1,1,1\n"));
        CampaignPlots plots = plots(campaign);

        BarDrawing rates = (BarDrawing) drawing(plots, "inflate-rates");
        assertThat(rates.names()).extracting(BarDrawing.Name::label).isEqualTo(List.of("base-manual *"));
        assertThat(rates.note()).contains("* The host's memory guard shrank or paused a run.");
        assertThat(time(plots, "multivm-write-memory").note()).doesNotContain("*");
    }
}
