package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.stats.ReferenceData;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans of the published artefact's traces, summed up second by second by a program that shares nothing with ours. */
class PackReferenceTest {
    private static final int PERIOD = 7200;

    private final Path data = ReferenceData.required().folder();

    /** The last column: what needs no luck to be found, packing-truth.md. */
    @ParameterizedTest
    @CsvSource({
        "base-auto,0,48,0,4",
        "llfree-auto,'1,2',48,5,5",
        "base-manual,'1,2',24,10,1",
        "llfree-auto,'1,2',96,5,10"
    })
    void vmsStayWithinTheBudget(String mode, String cycles, int gib, int margin, int vms) throws IOException {
        JsonNode plan = plan(
                mode,
                "max-vms",
                "--periodic",
                "7200s",
                "--cycles",
                cycles,
                "--budget",
                gib + "GiB",
                "--margin",
                margin + "%");

        List<long[]> traces = new ArrayList<>();
        for (String cycle : cycles.split(",")) {
            for (int vm = 0; vm < 3; vm++) {
                traces.add(recorded(mode, vm, Integer.parseInt(cycle), PERIOD));
            }
        }
        long[] sum = new long[PERIOD];
        for (int vm = 0; vm < plan.path("vms").asInt(); vm++) {
            for (int t = 0; t < PERIOD; t++) {
                int offset = plan.path("offsets_s").path(vm).asInt();
                sum[t] += traces.get(vm % traces.size())[Math.floorMod(t - offset, PERIOD)];
            }
        }
        assertThat(plan.path("vms").asInt()).isGreaterThanOrEqualTo(vms);
        assertThat(Arrays.stream(sum).max().orElseThrow())
                .isEqualTo(plan.path("peak_bytes").asLong())
                .isLessThanOrEqualTo((long) ((double) (100 - margin) / 100 * ((long) gib << 30)));
    }

    @Test
    void jobsStayWithinTheBudget() throws IOException {
        JsonNode plan = plan(
                "base-auto",
                "makespan",
                "--cycles",
                "0",
                "--vms",
                "0",
                "--jobs",
                "8",
                "--budget",
                "48GiB",
                "--margin",
                "5%");

        long[] job = recorded("base-auto", 0, 0, 3663);
        long[] sum = new long[50_000];
        for (JsonNode placement : plan.path("placements")) {
            for (int t = 0; t < job.length; t++) {
                sum[placement.path("start_s").asInt() + t] += job[t];
            }
        }
        assertThat(plan.path("placements")).hasSize(8);
        assertThat(plan.path("baselines").path("static").asInt()).isEqualTo(10_989);
        assertThat(plan.path("makespan_s").asInt()).isLessThan(10_989);
        assertThat(Arrays.stream(sum).max().orElseThrow()).isLessThanOrEqualTo((long) (0.95 * (48L << 30)));
        assertThat(Arrays.stream(sum)
                        .skip(plan.path("makespan_s").asInt())
                        .max()
                        .orElseThrow())
                .isZero();
    }

    private JsonNode plan(String mode, String objective, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--objective", objective, "--mode", mode, "--time", "2s", "--traces"));
        arguments.add(data.resolve("multivm/latest").toString());
        arguments.addAll(Arrays.asList(more));
        try (PackCase program = new PackCase()) {
            return program.json(arguments.toArray(String[]::new));
        }
    }

    private long[] recorded(String mode, int vm, int cycle, int seconds) throws IOException {
        Path folder = data.resolve("multivm/latest/clang-" + mode + "/vm_" + vm);
        double start = Json.mapper()
                .readTree(folder.resolve("times_0.json").toFile())
                .path("start")
                .path(cycle)
                .asDouble();
        long[] bytes = new long[seconds];
        long before = 0;
        List<String> rows = Files.readAllLines(folder.resolve("out_0.csv"));
        for (String row : rows.subList(1, rows.size())) {
            double second = Math.floor(Double.parseDouble(row.split(",")[0]) - start);
            long rss = row.split(",")[1].equals("nan") ? 0 : Long.parseLong(row.split(",")[1]);
            if (second < 0) {
                before = rss > 0 ? rss : before;
            } else if (second < seconds) {
                bytes[(int) second] = Math.max(bytes[(int) second], rss);
            }
        }
        for (int t = 0; t < seconds; t++) {
            before = bytes[t] > 0 ? bytes[t] : before;
            bytes[t] = before;
        }
        return bytes;
    }
}
