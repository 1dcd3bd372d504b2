package ballast.coordinator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.stats.CompilingFigures;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.FtqFigures;
import ballast.coordinator.stats.InflateFigures;
import ballast.coordinator.stats.MultiVmFigures;
import ballast.coordinator.stats.PublishedSample;
import ballast.coordinator.stats.Sample;
import ballast.coordinator.stats.StreamFigures;
import ballast.model.Accelerator;
import ballast.model.BenchmarkSpec;
import ballast.model.CampaignId;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our agents measured, in the published layout and back. */
class OwnCampaignTest {
    @TempDir
    Path folder;

    private StoredCampaign own;
    private Path out;

    @BeforeEach
    void measure() throws Exception {
        own = OwnResults.in(folder.resolve("store"));
        out = folder.resolve("out");
    }

    @Test
    void hasThePublishedFiles() throws Exception {
        HyperallocExport.run(own, out);
        assertThat(files(out))
                .containsExactly(
                        "ballast-export.json",
                        "compiling/write-base-auto/cmd.sh",
                        "compiling/write-base-auto/meta.json",
                        "compiling/write-base-auto/out_0.csv",
                        "compiling/write-base-auto/out_0.txt",
                        "compiling/write-base-auto/out_1.csv",
                        "compiling/write-base-auto/out_1.txt",
                        "compiling/write-base-auto/times_0.json",
                        "compiling/write-base-auto/times_1.json",
                        "inflate/base-manual-nofault/cmd.sh",
                        "inflate/base-manual-nofault/meta.json",
                        "inflate/base-manual-nofault/out.csv",
                        "inflate/base-manual-nofault/out.txt",
                        "multivm/write-base-auto-s/meta.json",
                        "multivm/write-base-auto-s/time_0.txt",
                        "multivm/write-base-auto-s/vm_0/cmd.sh",
                        "multivm/write-base-auto-s/vm_0/out_0.csv",
                        "multivm/write-base-auto-s/vm_0/times_0.json",
                        "multivm/write-base-auto-s/vm_1/cmd.sh",
                        "multivm/write-base-auto-s/vm_1/out_0.csv",
                        "multivm/write-base-auto-s/vm_1/times_0.json",
                        "stream/baseline-ftq/2/cmd.sh",
                        "stream/baseline-ftq/2/counts.dat",
                        "stream/baseline-ftq/2/times.dat",
                        "stream/baseline-ftq/meta.json",
                        "stream/llfree-stream/1/Copy.csv",
                        "stream/llfree-stream/1/cmd.sh",
                        "stream/llfree-stream/2/Copy.csv",
                        "stream/llfree-stream/2/cmd.sh",
                        "stream/llfree-stream/meta.json");
    }

    /** Scripts count with whole numbers; the artefact writes 0 where nothing was touched. */
    @Test
    void hasWholeNumbersWhereTheArtefactHas() throws Exception {
        HyperallocExport.run(own, out);
        assertThat(out.resolve("inflate/base-manual-nofault/out.csv"))
                .hasContent("shrink,grow,touch,touch2\n1000000000,500000000,0,0\n2000000000,500000000,0,0\n");
    }

    @Test
    void hasThePublishedOptions() throws Exception {
        HyperallocExport.run(own, out);
        JsonNode compiling = meta("compiling/write-base-auto").get("args");
        assertThat(compiling.get("mem").isIntegralNumber()).isTrue();
        assertThat(compiling.get("mem").asInt()).isEqualTo(1);
        assertThat(compiling.get("iter").asInt()).isEqualTo(2);
        assertThat(compiling.get("delay").asInt()).isEqualTo(10);
        assertThat(compiling.get("mode").asText()).isEqualTo("base-auto");
        assertThat(meta("stream/llfree-stream").at("/args/bench_threads").toString())
                .isEqualTo("[1,2]");
        assertThat(meta("inflate/base-manual-nofault").at("/sys/uname").asText())
                .isEqualTo("Linux host-a 6.1");
    }

    @Test
    void saysWhatIsLeftOut() throws Exception {
        HyperallocExport.Exported exported = HyperallocExport.run(own, out);
        assertThat(exported.leftOut()).hasSize(1).containsValue("failed: the guest never answered");
        assertThat(exported.runs()).hasSize(7);
    }

    @Test
    void comesBackTheSame() throws Exception {
        HyperallocExport.run(own, out);
        ResultStore other = new ResultStore(folder.resolve("other"));
        StoredCampaign back = HyperallocImport.run(
                        other, out, new CampaignId("20261124-000000-0000"), "back", "me", Instant.EPOCH)
                .campaign();

        assertThat(figures(back)).isEqualTo(figures(own)).hasSize(7);
        assertThat(back.campaign().imported()).isTrue();
        assertThat(back.runs()).allSatisfy(run -> {
            var status = (StoredStatus.Completed) run.status();
            assertThat(status.accel()).isEqualTo(Accelerator.TCG);
            assertThat(status.host().value()).isEqualTo("host-a");
        });
        HyperallocExport.run(back, folder.resolve("again"));
        for (String file : files(out)) {
            if (!file.equals(HyperallocExport.INDEX)) {
                assertThat(folder.resolve("again").resolve(file)).hasSameBinaryContentAs(out.resolve(file));
            }
        }
    }

    @Test
    void aFolderInUseStaysAsItIs() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("mine"), "");
        assertThatThrownBy(() -> HyperallocExport.run(own, out))
                .isInstanceOf(ExchangeException.class)
                .hasMessageEndingWith("want a new or empty folder");
        assertThat(files(folder.resolve("out"))).containsExactly("mine");
    }

    private JsonNode meta(String run) throws IOException {
        return Json.mapper().readTree(out.resolve(run).resolve("meta.json").toFile());
    }

    private static Map<String, Figures> figures(StoredCampaign campaign) throws IOException {
        Map<String, Figures> all = new LinkedHashMap<>();
        for (StoredRun run : campaign.runs()) {
            if (run.status() instanceof StoredStatus.Completed) {
                all.put(run.run().cell() + " " + run.run().repetition(), figures(run));
            }
        }
        return all;
    }

    private static Figures figures(StoredRun run) throws IOException {
        Path path = run.path();
        if (run.cell().spec() instanceof BenchmarkSpec.Inflate spec) {
            return InflateFigures.of(RawFiles.resizes(path), RawFiles.iterations(path), spec.touch());
        }
        if (run.cell().spec() instanceof BenchmarkSpec.MultiVm) {
            return MultiVmFigures.of(
                    List.of(samples(path.resolve("vm_0")), samples(path.resolve("vm_1"))),
                    List.of(RawFiles.buildTimes(path.resolve("vm_0"), 0)));
        }
        if (run.cell().spec() instanceof BenchmarkSpec.Stream) {
            return StreamFigures.of(RawFiles.stream(path));
        }
        return run.cell().spec() instanceof BenchmarkSpec.Ftq ftq
                ? FtqFigures.of(RawFiles.ftq(path, ftq.threads()))
                : CompilingFigures.of(samples(path), RawFiles.compilingTimes(path, 0));
    }

    private static List<Sample> samples(Path folder) throws IOException {
        return RawFiles.published(folder, 0).stream()
                .map(PublishedSample::footprint)
                .toList();
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
