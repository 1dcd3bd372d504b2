package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.matrix.Hosts;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixSource;
import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.Makespan;
import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.packing.Options;
import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.trace.Trace;
import ballast.model.Cell;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A simulated campaign takes as long as the packer's plan of the same runs says. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SimulationPlanTest {
    private static final long GIB = 1L << 30;
    private static final int CORES = 64;

    @TempDir
    private Path folder;

    private Path traces() throws IOException {
        Path traces = Files.createDirectories(folder.resolve("traces"));
        // most of the memory for a third of the time, or a late peak
        Files.write(
                traces.resolve("multivm-base-auto.csv"),
                List.of("time,rss", "0," + GIB, "100," + 14 * GIB, "300," + 2 * GIB, "700," + GIB));
        Files.write(
                traces.resolve("multivm-base-manual.csv"),
                List.of("time,rss", "0," + 3 * GIB, "400," + 12 * GIB, "600," + GIB));
        return traces;
    }

    private Path matrix(String modes, int repetitions) throws IOException {
        return Files.writeString(folder.resolve("m.yaml"), """
                name: m
                benchmark: multivm
                isolation: shared
                packing: footprint
                margin: 0%%
                repetitions: %d
                axes: {mode: [%s]}
                parameters: {workload: write, touch: 8GiB, vms: 1, memory: 16GiB, minimum: 2GiB, cores: 4, builds: 1, delay: 30s, simultaneous: false}
                """.formatted(repetitions, modes));
    }

    private JsonNode simulate(Path matrix, int hosts, String packing) throws IOException {
        Path store = folder.resolve("store-" + packing);
        assertThat(BallastCommand.execute(
                        "simulate",
                        matrix.toString(),
                        "--hosts",
                        hosts + "x40GiB",
                        "--cores",
                        "" + CORES,
                        "--traces",
                        traces().toString(),
                        "--search",
                        "2s",
                        "--packing",
                        packing,
                        "--store",
                        store.toString()))
                .isEqualTo(ExitCode.OK);
        try (Stream<Path> all = Files.list(store.resolve(".simulated"))) {
            return Json.mapper()
                    .readTree(all.findFirst()
                            .orElseThrow()
                            .resolve("simulation.json")
                            .toFile());
        }
    }

    /** @param played whether as they are, or else as they are predicted */
    private MakespanPlan plan(Path matrix, int hosts, boolean played) throws Exception {
        Matrix read = Matrix.parse(MatrixSource.ofFile(matrix));
        SimulatedTraces traces = SimulatedTraces.ofFolder(traces(), Files.createTempDirectory(folder, "staging"));
        List<Job> jobs = new ArrayList<>();
        for (Matrix.Part part : read.parts()) {
            for (int run = 1; run <= part.repetitions(); run++) {
                for (Cell cell : part.cells()) {
                    Trace trace = played
                            ? traces.played(cell)
                            : traces.predict(cell, Hosts.laptop(), 0.9).orElseThrow();
                    var demand = cell.spec().demand();
                    jobs.add(new Job(
                            cell.id() + " " + run, "", trace, demand.memory().bytes(), demand.cores()));
                }
            }
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        return Makespan.plan(
                jobs,
                IntStream.range(0, hosts)
                        .mapToObj(host -> PackingHost.empty("host-" + host, 40 * GIB, CORES))
                        .toList(),
                new Options(0, 1, () -> System.nanoTime() > until, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "'base-auto', 1, 1",
        "'base-auto', 6, 1",
        "'base-auto', 12, 2",
        "'base-manual', 9, 3",
        "'base-auto, base-manual', 4, 1",
        "'base-auto, base-manual', 10, 4",
        "'base-auto, base-manual', 20, 8"
    })
    void the_simulated_makespan_is_that_of_the_plan(String modes, int repetitions, int hosts) throws Exception {
        Path matrix = matrix(modes, repetitions);
        MakespanPlan real = plan(matrix, hosts, true);
        MakespanPlan predicted = plan(matrix, hosts, false);

        JsonNode footprint = simulate(matrix, hosts, "footprint");
        JsonNode fixed = simulate(matrix, hosts, "static");

        assertThat(footprint.path("over_budget_s").asInt()).isZero();
        assertThat(footprint.path("makespan_s").asDouble())
                .isBetween(real.lowerBound() - 1.0, 1.05 * predicted.makespan());
        assertThat(fixed.path("makespan_s").asDouble())
                .isCloseTo(real.staticMakespan(), within(0.03 * real.staticMakespan()));
    }
}
