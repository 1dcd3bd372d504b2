package ballast.coordinator.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.Resize.Direction;
import ballast.model.ByteSize;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our figures of the published data against those of an independent program, to all of its ten digits. */
class ReferenceFiguresTest {
    private static final int VMS = 3;

    private ReferenceData data;

    @BeforeEach
    void requireData() {
        data = ReferenceData.required();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clang-base-manual", "clang-base-auto", "clang-llfree-auto"})
    void footprintAsPublished(String run) throws IOException {
        JsonNode wanted = data.summary().at("/multivm/" + run + "/as_published");
        Footprint footprint = Footprint.asPublished(multivm(run));

        same(footprint.gibMinutes(), wanted.get("gib_min"));
        same(footprint.peakGib(), wanted.get("gib_max"));
        for (int vm = 0; vm < VMS; vm++) {
            same(footprint.vmPeakGib().get(vm), wanted.get("per_vm_max").get(vm));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clang-base-manual", "clang-base-auto", "clang-llfree-auto"})
    void footprintCorrected(String run) throws IOException {
        JsonNode summary = data.summary().at("/multivm/" + run);
        JsonNode wanted = summary.get("corrected_all_samples_until_vm_end");
        Footprint footprint = Footprint.corrected(multivm(run).stream()
                .map(rows -> rows.stream().map(PublishedSample::footprint).toList())
                .toList());

        same(footprint.gibMinutes(), wanted.get("gib_min"));
        same(footprint.peakGib(), wanted.get("gib_max"));
        for (int vm = 0; vm < VMS; vm++) {
            same(footprint.vmPeakGib().get(vm), summary.at("/vms/" + vm + "/max_gib"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clang-base-manual", "clang-base-auto", "clang-llfree-auto"})
    void againstTheBaseline(String run) throws IOException {
        JsonNode wanted = data.summary().at("/multivm/" + run + "/as_published");
        Figures figures = MultiVmFigures.asPublished(multivm(run), List.of());
        Figures baseline = MultiVmFigures.asPublished(multivm("clang-base-manual"), List.of());

        same(figures.get("footprint_gib_min").orElseThrow(), wanted.get("gib_min"));
        same(figures.get("peak_gib").orElseThrow(), wanted.get("gib_max"));
        same(figures.get("vm_peak_gib_max").orElseThrow(), wanted.get("vm_gib_max"));
        same(figures.get("vm_peak_gib_2").orElseThrow(), wanted.at("/per_vm_max/2"));
        Figures versus = MultiVmFigures.versus(MultiVmFigures.median(List.of(baseline)), figures);
        assertThat(versus.get("footprint_vs_baseline").orElseThrow())
                .isCloseTo(wanted.get("gib_min_vs_baseline").asDouble(), within(1e-9));
        assertThat(versus.get("peak_vs_baseline").orElseThrow())
                .isCloseTo(wanted.get("gib_max_vs_baseline").asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clang-base-manual", "clang-base-auto", "clang-llfree-auto"})
    void buildTimes(String run) throws IOException {
        List<BuildTimes> times = new ArrayList<>();
        List<Double> wanted = new ArrayList<>();
        for (int vm = 0; vm < VMS; vm++) {
            times.add(RawFiles.buildTimes(vmFolder(run, vm), 0));
            data.summary()
                    .at("/multivm/" + run + "/vms/" + vm + "/builds")
                    .forEach(build -> wanted.add(build.get("build_time_s").asDouble()));
        }
        Figures figures = MultiVmFigures.of(List.of(), times);

        List<Double> sorted = wanted.stream().sorted().toList();
        same(figures.get("build_s_min").orElseThrow(), sorted.get(0));
        same(figures.get("build_s_median").orElseThrow(), sorted.get(sorted.size() / 2));
        same(figures.get("build_s_max").orElseThrow(), sorted.get(sorted.size() - 1));
        same(
                RawFiles.total(data.benchmark("multivm").resolve(run), 0),
                data.summary().at("/multivm/" + run + "/total_s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-manual", "virtio-mem-movable", "llfree-manual"})
    void inflateRates(String run) throws IOException {
        Figures figures = inflate(run);
        JsonNode wanted = data.summary().at("/inflate/" + run);

        same(figures, "shrink_gib_s", wanted.get("reclaim_gib_s_true18"));
        same(figures, "grow_gib_s", wanted.get("return_gib_s_true18"));
        same(figures, "touch_gib_s", wanted.get("install_gib_s"));
        same(figures, "touch2_gib_s", wanted.get("access_gib_s"));
    }

    @ParameterizedTest
    @ValueSource(strings = "nofault-base-manual")
    void inflateRatesWithoutTouch(String run) throws IOException {
        Figures figures = inflate(run);

        same(figures, "shrink_gib_s", data.summary().at("/inflate/" + run + "/reclaim_gib_s_true18"));
        assertThat(figures.values().keySet()).noneMatch(name -> name.startsWith("touch"));
    }

    /** The artefact records no sizes; its VM of 20 GiB always reached 2 GiB. */
    private Figures inflate(String run) throws IOException {
        List<Iteration> iterations =
                RawFiles.iterations(data.benchmark("inflate").resolve(run));
        long full = ByteSize.gib(20).bytes();
        long small = ByteSize.gib(2).bytes();
        List<Resize> resizes = new ArrayList<>();
        for (int i = 0; i < iterations.size(); i++) {
            Iteration times = iterations.get(i);
            resizes.add(new Resize(i, Direction.SHRINK, full, small, small, times.shrink(), "console"));
            resizes.add(new Resize(i, Direction.GROW, small, full, full, times.grow(), "console"));
        }
        return InflateFigures.of(resizes, iterations, ByteSize.gib(19));
    }

    private List<List<PublishedSample>> multivm(String run) throws IOException {
        List<List<PublishedSample>> vms = new ArrayList<>();
        for (int vm = 0; vm < VMS; vm++) {
            vms.add(RawFiles.published(vmFolder(run, vm), 0));
        }
        return vms;
    }

    private Path vmFolder(String run, int vm) {
        return data.benchmark("multivm").resolve(run).resolve("vm_" + vm);
    }

    private static void same(Figures figures, String name, JsonNode wanted) {
        same(figures.get(name + "_median").orElseThrow(), wanted.get("median"));
        same(figures.get(name + "_min").orElseThrow(), wanted.get("min"));
        same(figures.get(name + "_max").orElseThrow(), wanted.get("max"));
    }

    private static void same(double got, JsonNode wanted) {
        same(got, wanted.asDouble());
    }

    private static void same(double got, double wanted) {
        // The program that made the summary prints ten significant digits.
        Offset<Double> lastDigit = within(Math.abs(wanted) * 1e-9);
        assertThat(got).isCloseTo(wanted, lastDigit);
    }
}
