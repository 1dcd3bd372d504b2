package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.results.RawFiles;
import ballast.model.ByteSize;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiling, stream, ftq and inflate as the artefact publishes them, against an independent program's ten digits. */
class ReferenceBenchmarksTest {
    private static final Map<String, String> FOLDERS =
            Map.of("virtio-balloon", "virtio-balloon", "HyperAlloc", "llfree", "Baseline", "baseline");

    /** The artefact's names, and ours. */
    private static final Map<String, String> RATES = Map.of(
            "reclaim", "shrink_gib_s",
            "return", "grow_gib_s",
            "install", "touch_gib_s",
            "access", "touch2_gib_s",
            "return_install", "return_install_gib_s");

    private ReferenceData data;

    @BeforeEach
    void requireData() {
        data = ReferenceData.required();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clang-base-auto", "clang-llfree-auto"})
    void compiling(String run) throws IOException {
        Path folder = data.benchmark("compiling").resolve(run);
        JsonNode iterations = data.summary().at("/compiling/" + run + "/iters");
        assertThat(iterations).isNotEmpty();
        for (int i = 0; i < iterations.size(); i++) {
            JsonNode wanted = iterations.get(i);
            CompilingTimes times = RawFiles.compilingTimes(folder, i);
            List<PublishedSample> rows = RawFiles.published(folder, i);
            Figures figures = CompilingFigures.asPublished(rows, times, ByteSize.gib(16));

            same(figures, "footprint_gib_min", wanted.get("gib_m_total"), 1);
            same(figures, "peak_gib", wanted.get("max_gib"), 1);
            same(figures, "build_footprint_gib_min_median", wanted.at("/runs/0/gib_m"), 1);
            same(figures, "build_s_median", wanted.at("/runs/0/time_min"), 60);
            same(figures, "delay_gib_median", wanted.at("/runs/0/delay_gib"), 1);
            same(figures, "clean_gib", wanted.get("clean_gib"), 1);
            same(figures, "drop_gib", wanted.get("drop_gib"), 1);
            same(figures, "cpu_user_s", wanted.get("cpu_user_min"), 60);
            same(figures, "cpu_system_s", wanted.get("cpu_system_min"), 60);
            same(figures, "build_full_size_gib_min_median", wanted.get("overview_gib_m_forced16"), 1);
            // nothing is missing in these files: the corrected figures are the published ones
            Figures corrected = CompilingFigures.of(
                    rows.stream().map(PublishedSample::footprint).toList(), times);
            assertThat(figures.values()).containsAllEntriesOf(corrected.values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 10, 12})
    void stream(int threads) throws IOException {
        JsonNode wanted = data.summary().at("/stream/" + threads);
        List<StreamIteration> balloon = RawFiles.stream(folder("virtio-balloon", "stream", threads));
        assertThat(StreamFigures.before(balloon, StreamFigures.PUBLISHED_S))
                .isEqualTo(wanted.get("retained").asInt());
        for (String driver : FOLDERS.keySet()) {
            JsonNode of = wanted.path(driver);
            if (of.isMissingNode()) {
                continue;
            }
            List<StreamIteration> iterations = RawFiles.stream(folder(driver, "stream", threads));
            assertThat(iterations).hasSize(of.get("samples_file").asInt());
            Figures figures = StreamFigures.asPublished(iterations, balloon);
            same(figures, "bandwidth_gb_s_count", of.get("samples"), 1);
            same(figures, "bandwidth_gb_s_mean", of.get("mean_gb_s"), 1);
            same(figures, "bandwidth_gb_s_std", of.get("std"), 1);
            same(figures, "bandwidth_gb_s_p1", of.get("p1_gb_s"), 1);
            same(figures, "bandwidth_gb_s_p5", of.get("p5"), 1);
            same(figures, "bandwidth_gb_s_median", of.get("p50"), 1);
            same(figures, "bandwidth_gb_s_p99", of.get("p99"), 1);
            same(figures, "bandwidth_gb_s_min", of.get("min"), 1);
            same(figures, "work_s", of.get("end_s"), 1);
            Figures sooner = StreamFigures.sooner(figures, StreamFigures.asPublished(balloon, balloon));
            assertThat(sooner.get("faster_s").orElseThrow())
                    .isCloseTo(of.get("faster_s").asDouble(), within(1e-6));
        }
    }

    /** The published plots count virtio-balloon's series twice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 10, 12})
    void streamCountedTwice(int threads) throws IOException {
        JsonNode wanted = data.summary().at("/stream/" + threads + "/virtio-balloon");
        List<StreamIteration> balloon = RawFiles.stream(folder("virtio-balloon", "stream", threads));
        List<StreamIteration> cut = balloon.subList(0, StreamFigures.before(balloon, StreamFigures.PUBLISHED_S));
        Figures figures =
                StreamFigures.of(Stream.concat(cut.stream(), cut.stream()).toList());
        same(figures, "bandwidth_gb_s_p1", wanted.get("p1_gb_s_doubled"), 1);
        same(figures, "bandwidth_gb_s_std", wanted.get("std_doubled"), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 10, 12})
    void ftq(int threads) throws IOException {
        JsonNode wanted = data.summary().at("/ftq/" + threads);
        for (String driver : FOLDERS.keySet()) {
            JsonNode of = wanted.path(driver);
            if (of.isMissingNode()) {
                continue;
            }
            FtqQuanta quanta = RawFiles.ftq(folder(driver, "ftq", threads), threads);
            assertThat(quanta.counts()).hasSize(of.get("lines").asInt());
            Figures figures = FtqFigures.of(quanta);
            same(figures, "work_count", of.get("samples"), 1);
            same(figures, "work_mean", of.get("mean"), 1);
            same(figures, "work_std", of.get("std"), 1);
            same(figures, "work_p1", of.get("p1"), 1);
            same(figures, "work_p5", of.get("p5"), 1);
            same(figures, "work_min", of.get("min"), 1);
            same(figures, "work_sum", of.get("sum"), 1);
            same(figures, "span_ticks", of.get("span_cycles"), 1);
            Figures balloon = FtqFigures.of(RawFiles.ftq(folder("virtio-balloon", "ftq", threads), threads));
            same(FtqFigures.minusBalloon(figures, balloon), "work_minus_balloon", of.get("work_minus_balloon"), 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-manual", "virtio-mem-movable", "llfree-manual", "nofault-base-manual"})
    void inflate(String run) throws IOException {
        JsonNode wanted = data.summary().at("/inflate/" + run);
        Figures figures = InflateFigures.asPublished(
                RawFiles.iterations(data.benchmark("inflate").resolve(run)), ByteSize.gib(20));
        for (var rate : RATES.entrySet()) {
            JsonNode of = wanted.path(rate.getKey() + "_gib_s");
            if (of.isMissingNode()) {
                assertThat(figures.values().keySet()).noneMatch(name -> name.startsWith(rate.getValue()));
                continue;
            }
            of.properties().forEach(figure -> {
                String name = figure.getKey().equals("n") ? "count" : figure.getKey();
                same(figures, rate.getValue() + "_" + name, figure.getValue(), 1);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-manual", "virtio-mem-movable", "llfree-manual", "nofault-base-manual"})
    void inflateWithItsFirstIteration(String run) throws IOException {
        JsonNode wanted = data.summary().at("/inflate/" + run);
        List<Iteration> iterations =
                RawFiles.iterations(data.benchmark("inflate").resolve(run));
        assertThat(iterations).hasSize(wanted.get("iters").asInt());
        Measurements all = InflateFigures.measurementsAsPublished(iterations, ByteSize.gib(20), FirstIteration.COUNTED);
        Measurements used =
                InflateFigures.measurementsAsPublished(iterations, ByteSize.gib(20), FirstIteration.LEFT_OUT);
        for (String name : List.of("shrink_gib_s", "grow_gib_s")) {
            String theirs = name.startsWith("shrink") ? "reclaim_gib_s" : "return_gib_s";
            double first = all.values().get(name).get(0);
            double recorded = wanted.at("/first_iter/" + theirs).asDouble();
            assertThat(first).isCloseTo(recorded, within(recorded * 1e-9));
            assertThat(all.values().get(name).subList(1, iterations.size()))
                    .isEqualTo(used.values().get(name))
                    .hasSize(wanted.get("used_iters").asInt());
        }
    }

    private Path folder(String driver, String benchmark, int threads) {
        Path folder = data.benchmark("stream")
                .resolve(FOLDERS.get(driver) + "-" + benchmark)
                .resolve(String.valueOf(threads));
        assertThat(Files.isDirectory(folder)).isTrue();
        return folder;
    }

    private static void same(Figures figures, String name, JsonNode wanted, int unit) {
        double value = wanted.asDouble() * unit;
        assertThat(figures.get(name).orElseThrow()).as(name).isCloseTo(value, within(Math.abs(value) * 1e-9 + 1e-12));
    }
}
