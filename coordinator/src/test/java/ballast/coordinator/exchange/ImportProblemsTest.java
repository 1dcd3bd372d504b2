package ballast.coordinator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportProblemsTest {
    private static final String COMPILING = """
            {"args": {"mem": 16, "cores": 12, "iter": 1, "repeat": 1, "delay": 200, "mode": "virtio-mem-movable", \
            "target": "clang", "vfio": null}, "sys": {"uname": "Linux lab 6.1.0 x", "time": "250121-215300"}}""";
    private static final String HEADER = "time,rss,small,huge,cached,total\n";

    @TempDir
    Path folder;

    @Test
    void allProblemsAreToldAtOnceAndNothingComesIn() throws Exception {
        write("run/meta.json", COMPILING);
        write("run/out_0.csv", HEADER + "0.0,x,1,1,1,1\n2.0,1,1,1,1,1\n1.0,1,1,1,1,1\n3.0,1,1\n");
        write("run/out_1.csv", "time,rss\n0.0,1\n");
        write("other/meta.json", COMPILING.replace("virtio-mem-movable", "magic"));
        write("other/out_0.csv", HEADER + "0.0,1,1,1,1,1\n");
        write("other/times_0.json", "{}");
        write("stray/times.dat", "1\n");
        write("broken/meta.json", "{\"args\": ");

        assertThatThrownBy(() -> run("in"))
                .isInstanceOf(ExchangeException.class)
                .satisfies(
                        e -> assertThat(e.getMessage().lines().map(this::relative))
                                .containsExactlyInAnyOrder(
                                        "broken/meta.json:1:10: got no JSON: Unexpected end-of-input within/between Object entries",
                                        "stray/times.dat: no meta.json beside it or above it, want the run's options there",
                                        "other/meta.json:1: args: mode: got 'magic', want one of [base-manual, base-auto,"
                                                + " huge-manual, huge-auto, virtio-mem, virtio-mem-vfio, virtio-mem-auto,"
                                                + " virtio-mem-auto-vfio, llfree-manual, llfree-manual-vfio, llfree-auto,"
                                                + " llfree-auto-vfio]",
                                        "run/times_0.json: got no such file, want it beside the run's others",
                                        "run/times_1.json: got no such file, want it beside the run's others",
                                        "run/out_0.csv:2: rss: got 'x', want a number or nan",
                                        "run/out_0.csv:4: time: got 1.0, want a time not before the last row's, 2.0",
                                        "run/out_0.csv:5: columns: got 3, want 6, as in line 1",
                                        "run/out_1.csv:1: small: got no such column in [time, rss], want time,rss,small,huge,cached,total",
                                        "run/out_1.csv:1: huge: got no such column in [time, rss], want time,rss,small,huge,cached,total",
                                        "run/out_1.csv:1: cached: got no such column in [time, rss], want time,rss,small,huge,cached,total",
                                        "run/out_1.csv:1: total: got no such column in [time, rss], want time,rss,small,huge,cached,total"));
        assertThat(folder.resolve("store/in")).doesNotExist();
        assertThat(new ResultStore(folder.resolve("store")).campaigns()).isEmpty();
    }

    @Test
    void aFolderWithoutResultsIsRefused() throws Exception {
        write("README.md", "hello");
        assertThatThrownBy(() -> run("in")).hasMessageEndingWith("want results of hyperalloc-bench");
    }

    @Test
    void optionsBecomeACell() throws Exception {
        write("run/meta.json", COMPILING);
        write("run/out_0.csv", HEADER + "0.0,1,1,1,1,1\n");
        write("run/times_0.json", "{\"build\":[1],\"delay\":[2],\"clean\":3,\"drop\":4}");
        StoredRun run = run("in").campaign().runs().get(0);
        var spec = (BenchmarkSpec.Compiling) run.cell().spec();
        assertThat(spec.vm().mode().label()).isEqualTo("virtio-mem-auto");
        assertThat(spec.vm().memory()).isEqualTo(ByteSize.gib(16));
        assertThat(spec.vm().initial()).isEqualTo(ByteSize.gib(2));
        assertThat(spec.delay()).hasSeconds(200);
        var status = (StoredStatus.Completed) run.status();
        assertThat(status.host().value()).isEqualTo("imported-lab");
        assertThat(status.started()).isEqualTo("2025-01-21T21:53:00Z");
        assertThat(status.ended()).isEqualTo("2025-01-21T21:53:04Z");
    }

    @Test
    void whatIsNotKnownIsKeptOrTold() throws Exception {
        write("run/meta.json", COMPILING.replace("\"iter\": 1", "\"iter\": 3"));
        write("run/out_0.csv", HEADER + "0.0,1,1,1,1,1\n");
        write("run/times_0.json", "{\"build\":1,\"delay\":2,\"shrink\":4}");
        write("run/0_perfstats.json", "perf");
        write("run/odd name", "odd");
        write("run/boot_1.txt", "a try that failed");
        write("notes.txt", "mine");
        HyperallocImport.Imported imported = run("in");
        StoredCampaign campaign = imported.campaign();
        assertThat(campaign.runs()).hasSize(1);
        assertThat(campaign.runs().get(0).path().resolve("artefact/0_perfstats.json"))
                .hasContent("perf");
        assertThat(imported.leftOut().stream().map(this::relative))
                .containsExactlyInAnyOrder("run/odd name", "notes.txt");
        assertThat(imported.notes().stream().map(this::relative))
                .containsExactly("run: got 1 runs, its options ask for 3");

        HyperallocExport.run(campaign, folder.resolve("out"));
        assertThat(folder.resolve("out/compiling/run/0_perfstats.json")).hasContent("perf");
        assertThat(folder.resolve("out/compiling/run/boot_1.txt")).hasContent("a try that failed");
    }

    @Test
    void theSameOptionsTwiceAreTwoRepetitions() throws Exception {
        for (String run : List.of("a/run", "b/run")) {
            write(run + "/meta.json", COMPILING);
            write(run + "/out_0.csv", HEADER + "0.0,1,1,1,1,1\n");
            write(run + "/times_0.json", "{\"build\":[1],\"delay\":[2],\"clean\":3,\"drop\":4}");
        }
        StoredCampaign campaign = run("in").campaign();
        assertThat(campaign.campaign().cells()).hasSize(1);
        assertThat(campaign.runs()).extracting(run -> run.run().repetition()).containsExactly(1, 2);
        assertThat(HyperallocExport.run(campaign, folder.resolve("out")).runs().values())
                .containsExactly("compiling/run#0", "compiling/run-2#0");
    }

    private HyperallocImport.Imported run(String name) throws Exception {
        ResultStore store = new ResultStore(folder.resolve("store"));
        store.checkWritable();
        var id = new CampaignId("20261123-190102-3fa9");
        return HyperallocImport.run(store, folder.resolve("results"), id, name, "me", Instant.EPOCH);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve("results").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String relative(String message) {
        return message.replace(folder.resolve("results") + "/", "");
    }
}
