package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ballast simulate}, through the launcher. */
class SimulateIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("user.dir")).resolveSibling("ballast").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void playsACampaignOnHostsThatDoNotExistAndSaysSo() throws Exception {
        Path traces = Files.createDirectories(folder.resolve("traces"));
        Files.write(
                traces.resolve("compiling-base-auto.csv"),
                List.of("time,rss", "0,1073741824", "3000,10737418240", "3600,1073741824"));
        Path matrix = Files.writeString(folder.resolve("m.yaml"), """
                name: m
                benchmark: compiling
                isolation: shared
                repetitions: 8
                parameters: {mode: base-auto, workload: write, touch: 8GiB, memory: 16GiB, minimum: 2GiB, cores: 8, delay: 30s}
                """);
        Process process = new ProcessBuilder(
                        LAUNCHER.toString(),
                        "simulate",
                        matrix.toString(),
                        "--hosts",
                        "2x40GiB",
                        "--cores",
                        "32",
                        "--traces",
                        traces.toString(),
                        "--output",
                        "json",
                        "--store",
                        folder.resolve("store").toString())
                .redirectError(folder.resolve("err").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        JsonNode report = Json.mapper().readTree(said);
        assertThat(report.path("simulated").asBoolean()).isTrue();
        // two at once on each of two hosts, two rounds of an hour
        assertThat(report.path("makespan_s").asDouble()).isEqualTo(7200);
        assertThat(Path.of(report.path("store").asText())).isDirectory().hasParent(folder.resolve("store/.simulated"));
    }
}
