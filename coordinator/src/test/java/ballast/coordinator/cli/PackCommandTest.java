package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCommandTest {
    @TempDir
    Path folder;

    private PackCase program;
    private Path run;
    private String traces;

    @BeforeEach
    void record() throws IOException {
        run = folder.resolve("latest/clang-base-auto");
        traces = folder.resolve("latest").toString();
        PackCase.multivm(run);
        program = new PackCase();
    }

    @AfterEach
    void release() {
        program.close();
    }

    @Test
    void planForPeople() throws Exception {
        assertThat(program.pack("--objective", "makespan", "--traces", traces, "--budget", "12GiB"))
                .isZero();

        assertThat(program.out()).isEqualTo(golden("pack.txt"));
        assertThat(program.err()).isEmpty();
    }

    @Test
    void planForPrograms() throws Exception {
        assertThat(program.pack(
                        "--objective",
                        "makespan",
                        "--traces",
                        traces,
                        "--hosts",
                        "2x3.5GiB",
                        "--margin",
                        "5%",
                        "--cycles",
                        "0",
                        "--output",
                        "json"))
                .isZero();

        assertThat(program.out()).isEqualTo(golden("pack.json"));
    }

    @Test
    void vmsCycleAtOffsetsThatKeepTheirPeaksApart() throws Exception {
        // Low is 1, high 3 for 4 of 20 s: static packing has 2 in 8 GiB, all at once 2, one peak at a time 5: 4 + 3 =
        // 7.
        JsonNode plan = program.json("--objective", "max-vms", "--traces", traces, "--budget", "8GiB", "--time", "2s");

        assertThat(plan.path("period_s").asInt()).isEqualTo(20);
        assertThat(plan.path("vms").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(plan.path("baselines").path("static").asInt()).isEqualTo(2);
        assertThat(plan.path("baselines").path("simultaneous").asInt()).isEqualTo(2);
        assertThat(plan.path("peak_bytes").asLong()).isLessThanOrEqualTo(8L << 30);
        assertThat(plan.path("offsets_s")).hasSize(plan.path("vms").asInt());
    }

    @Test
    void orderIsByCycleThenByVmAndOptionsChoose() throws Exception {
        assertThat(names()).containsExactly("vm_0/build_0", "vm_1/build_0", "vm_0/build_1", "vm_1/build_1");
        assertThat(names("--vms", "1")).containsExactly("vm_1/build_0", "vm_1/build_1");
        assertThat(names("--cycles", "1", "--periodic", "20s")).containsExactly("vm_0/cycle_1", "vm_1/cycle_1");
        JsonNode largest = program.json(args("--maximum", "--jobs", "3"));
        assertThat(largest.path("placements")).hasSize(3);
        assertThat(largest.path("placements").path(2).path("trace").asText()).isEqualTo("maximum of 4 traces");
    }

    @Test
    void anyLevelOfTheLayoutWillDo() throws Exception {
        for (Path level : List.of(folder, run, run.resolve("vm_1"))) {
            JsonNode plan = program.json(
                    "--objective", "makespan", "--traces", level.toString(), "--budget", "12GiB", "--vms", "1");
            assertThat(plan.path("traces")).hasSize(2);
            assertThat(plan.path("vm_size_bytes").asLong()).isEqualTo(4L << 30);
            assertThat(plan.path("traces").path(0).path("seconds").asInt()).isEqualTo(10);
        }
    }

    @Test
    void whatCannotBeTakenIsSaid() throws Exception {
        Files.delete(run.resolve("vm_0/times_0.json"));
        PackCase.times(run.resolve("vm_1"), 10, "[19.2]");
        Files.copy(run.resolve("vm_1/out_0.csv"), run.resolve("vm_1/out_2.csv"));
        Files.writeString(
                run.resolve("vm_1/times_2.json"), "{\"build\": 12.0, \"delay\": 15.0, \"clean\": null, \"drop\": 18}");

        assertThat(names()).containsExactly("vm_1/build_0", "vm_1/out_2/build_0");
        assertThat(program.err())
                .contains(
                        "left out: clang-base-auto/vm_0: no times_0.json",
                        "left out: clang-base-auto/vm_1/build_1: the build did not end");
    }

    @Test
    void linkToARunIsNoSecondRun() throws Exception {
        Files.createSymbolicLink(folder.resolve("again"), run);

        assertThat(program.json("--objective", "makespan", "--traces", folder.toString(), "--budget", "12GiB")
                        .path("traces"))
                .hasSize(4);
    }

    @Test
    void severalModesWantAChoice() throws Exception {
        PackCase.multivm(folder.resolve("latest/other"));
        Path meta = folder.resolve("latest/other/meta.json");
        Files.writeString(meta, Files.readString(meta).replace("base-auto", "llfree-auto"));

        assertThat(program.pack(args())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(program.err()).contains("modes base-auto, llfree-auto; choose one with --mode");
        assertThat(program.json(args("--mode", "llfree-auto")).path("mode").asText())
                .isEqualTo("llfree-auto");
    }

    @Test
    void refusalListsAllProblems() {
        assertThat(program.pack(
                        "--objective", "fast", "--budget", "48", "--margin", "100%", "--vms", "0,x", "--plot", "a.png"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(program.err())
                .startsWith("ballast: pack is refused\n")
                .contains(
                        "--traces: got nothing",
                        "--objective: got 'fast', want max-vms or makespan",
                        "--budget: got '48', which has no unit",
                        "--margin: got '100%'",
                        "--vms: got 'x'",
                        "--plot: got 'a.png'");
        assertThat(program.pack(args("--vms", "7", "--mode", "base"))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(program.err()).contains("--mode: got 'base', want one that");
        assertThat(program.pack(args("--vms", "7"))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(program.err()).contains("--vms: got 7, want VMs that were recorded: [0, 1]");
        assertThat(program.pack(args("--cycles", "2"))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(program.err()).contains("--cycles: got 2, want cycles that were recorded: [0, 1]");
    }

    @Test
    void jobThatFitsNowhereIsRefused() {
        assertThat(program.pack("--objective", "makespan", "--traces", traces, "--budget", "2GiB"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(program.err()).contains("job job-0", "want no more than a host has");
    }

    @Test
    void runsOfAStoreAreTracesToo() throws Exception {
        Path store = folder.resolve("store");
        assertThat(program.ballast("import", run.toString(), "--store", store.toString()))
                .isZero();
        JsonNode imported = program.json("--objective", "makespan", "--traces", store.toString(), "--budget", "12GiB");
        assertThat(imported.path("traces")).hasSize(4);
        assertThat(imported.path("vm_size_bytes").asLong()).isEqualTo(4L << 30);

        for (Path vm : vms(store)) {
            Files.writeString(
                    vm.resolve("samples.csv"), "time,rss,ram,target\n0.1,5,1,1\n3.1,100,1,1\n3.9,nan,1,1\n5.2,7,1,1\n");
            Files.writeString(
                    vm.resolve("phases.csv"),
                    "phase,iteration,start,end\nwait,1,0,3\nbuild,1,3,6.5\ncool-down,1,6.5,9\n");
        }
        JsonNode own = program.json(
                "--objective", "makespan", "--traces", store.toString(), "--budget", "200B", "--size", "200B");
        assertThat(own.path("traces")).hasSize(2);
        assertThat(own.path("traces").path(0).path("peak_bytes").asInt()).isEqualTo(100);
        assertThat(own.path("traces").path(0).path("seconds").asInt()).isEqualTo(4);
        assertThat(own.path("makespan_s").asInt()).isEqualTo(4);
    }

    @Test
    void plotIsWritten() throws Exception {
        Path file = folder.resolve("out.svg");

        assertThat(program.pack(args("--plot", file.toString()))).isZero();

        assertThat(Files.readString(file)).contains("<svg").endsWith("</svg>\n");
    }

    private static List<Path> vms(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(path ->
                            path.getFileName().toString().matches("vm_\\d+") && Files.exists(path.resolve("out_0.csv")))
                    .toList();
        }
    }

    private String[] args(String... more) {
        return Stream.concat(
                        Stream.of("--objective", "makespan", "--traces", traces, "--budget", "12GiB"), Stream.of(more))
                .toArray(String[]::new);
    }

    private List<String> names(String... more) throws IOException {
        return program.json(args(more)).path("traces").findValuesAsText("trace").stream()
                .map(name -> name.replace("clang-base-auto/", ""))
                .toList();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = PackCommandTest.class.getResourceAsStream(name)) {
            assertThat(in).as("golden file " + name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
