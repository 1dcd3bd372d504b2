package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Isolation;
import ballast.model.PageReporting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters that each benchmark has: what they are where nothing is said, their ranges, and what refuses them. */
class BenchmarkParametersTest {
    private static final Map<String, String> VALID = Map.of(
            "stream", "mode: base-manual, memory: 768MiB, target: 256MiB, fill: 448MiB",
            "ftq", "mode: base-manual, memory: 768MiB, target: 256MiB, fill: 448MiB",
            "compiling", "mode: base-auto, memory: 512MiB, touch: 192MiB, delay: 3s",
            "blender", "mode: base-auto, memory: 512MiB, touch: 192MiB, delay: 3s",
            "multivm", "mode: base-auto, memory: 512MiB, touch: 192MiB, delay: 3s");

    /** The one cell of a matrix that says no more than it must, but for {@code more}, which begins with a comma or is empty. */
    private static Cell cell(String benchmark, String more) {
        return Matrix.parse(source(benchmark, VALID.get(benchmark) + more))
                .cells()
                .get(0);
    }

    private static MatrixSource source(String benchmark, String parameters) {
        return new MatrixSource(
                "m.yaml", "name: m\nbenchmark: %s\nparameters: {%s}\n".formatted(benchmark, parameters));
    }

    /** Replaces what {@link #VALID} says of the same parameter. */
    private static MatrixSource with(String benchmark, String parameter) {
        String key = parameter.substring(0, parameter.indexOf(':'));
        String rest = List.of(VALID.get(benchmark).split(", ")).stream()
                .filter(given -> !given.startsWith(key + ":"))
                .reduce("", (all, given) -> all + ", " + given);
        return source(benchmark, parameter + rest);
    }

    @Test
    void streamIsByDefaultTheArtefacts() {
        Cell cell = cell("stream", ", threads: 4");

        assertThat(cell.isolation()).isEqualTo(Isolation.EXCLUSIVE);
        assertThat(cell.spec()).isInstanceOfSatisfying(BenchmarkSpec.Stream.class, stream -> {
            assertThat(stream.threads()).isEqualTo(4);
            assertThat(stream.elements()).isEqualTo(45_000_000);
            assertThat(stream.iterations()).isEqualTo(4 * 1900);
            assertThat(stream.duration()).isZero();
            assertThat(stream.resize().baseline()).isFalse();
            assertThat(stream.resize().settle()).isEqualTo(Duration.ofSeconds(5));
            assertThat(stream.resize().shrinkAt()).isEqualTo(Duration.ofSeconds(20));
            assertThat(stream.resize().growAt()).isEqualTo(Duration.ofSeconds(90));
            assertThat(stream.vm().minimum()).isEqualTo(ByteSize.mib(256));
        });
    }

    @Test
    void ftqIsByDefaultTheArtefacts() {
        Cell cell = cell("ftq", ", baseline: true");

        assertThat(cell.isolation()).isEqualTo(Isolation.EXCLUSIVE);
        assertThat(cell.spec()).isInstanceOfSatisfying(BenchmarkSpec.Ftq.class, ftq -> {
            assertThat(ftq.threads()).isEqualTo(1);
            assertThat(ftq.intervalBits()).isEqualTo(28);
            assertThat(ftq.samples()).isEqualTo(1096);
            assertThat(ftq.resize().baseline()).isTrue();
        });
    }

    @Test
    void whatBuildsMaySharesItsHost() {
        assertThat(cell("compiling", "").isolation()).isEqualTo(Isolation.SHARED);
        assertThat(cell("blender", "").isolation()).isEqualTo(Isolation.SHARED);
        assertThat(cell("blender", "").spec())
                .isInstanceOfSatisfying(
                        BenchmarkSpec.Blender.class,
                        blender -> assertThat(blender.builds()).isEqualTo(3));
    }

    @Test
    void virtioMemIsWholeAtBootUnlessTheHostResizesIt() {
        String sizes = "memory: 4GiB, minimum: 256MiB, touch: 64MiB, delay: 1s";

        assertThat(initial("mode: virtio-mem, " + sizes)).isEqualTo("4GiB");
        assertThat(initial("mode: virtio-mem-auto, " + sizes)).isEqualTo("512MiB");
        assertThat(initial("mode: virtio-mem-auto-vfio, " + sizes + ", initial: 1GiB"))
                .isEqualTo("1GiB");
        assertThat(initial("mode: virtio-mem-auto, " + sizes.replace("256MiB", "1GiB")))
                .isEqualTo("1GiB");
        assertThat(initial("mode: virtio-mem-auto, "
                        + sizes.replace("4GiB", "4112MiB").replace("256MiB", "272MiB")))
                .isEqualTo("514MiB");
        assertThat(initial("mode: base-auto, memory: 4GiB, touch: 64MiB, delay: 1s"))
                .isEqualTo("4GiB");
    }

    private static String initial(String parameters) {
        return Matrix.parse(source("compiling", parameters))
                .cells()
                .get(0)
                .parameters()
                .get("initial");
    }

    @Test
    void reportingIsTheKernelsUnlessAskedFor() {
        assertThat(cell("compiling", "").spec().vm().reporting()).isEqualTo(PageReporting.DEFAULT);

        Matrix axis = Matrix.parse(new MatrixSource(
                "m.yaml",
                "{name: m, benchmark: compiling, parameters: {" + VALID.get("compiling") + "},"
                        + " axes: {reporting-order: [default, 0, 9]}}"));

        assertThat(axis.cells())
                .extracting(cell -> cell.spec().vm().reporting().kernelArguments())
                .containsExactly(
                        List.of(),
                        List.of("page_reporting.page_reporting_order=0"),
                        List.of("page_reporting.page_reporting_order=9"));
    }

    @Test
    void imageIsTheWorkloads() {
        assertThat(cell("compiling", "").spec().vm().image()).isEqualTo("mini");
        assertThat(cell("compiling", ", image: full").spec().vm().image()).isEqualTo("full");
        Cell linux = Matrix.parse(source("compiling", "mode: base-auto, memory: 2GiB, workload: linux, delay: 1s"))
                .cells()
                .get(0);
        assertThat(linux.spec().vm().image()).isEqualTo("full");
        assertThat(linux.parameters())
                .containsEntry("touch", "0B")
                .containsEntry("workload-timeout", "2h")
                .containsEntry("workload", "linux");
    }

    @Test
    void workloadTimeoutIsTheBuilds() {
        assertThat(cell("multivm", ", workload-timeout: 7m").spec())
                .isInstanceOfSatisfying(
                        BenchmarkSpec.MultiVm.class,
                        multiVm ->
                                assertThat(multiVm.workload().build().timeout()).isEqualTo(Duration.ofMinutes(7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stream | threads: 0 | got 0, want a whole number, 1 to 1024",
                "stream | elements: 0 | got 0, want a whole number, 1 to 2000000000",
                "stream | iterations: 0 | got 0, want a whole number, 1 to 10000000",
                "stream | duration: 1 | got '1', which has no unit; want one of ms, s, m, h, such as 10s",
                "stream | baseline: no | got 'no', want true or false",
                "stream | target: 768MiB | got 768MiB, want 768MiB or more and less than memory, 768MiB",
                "stream | fill: 768MiB | got 768MiB, want less than memory, 768MiB",
                "stream | fill: 1000B | got 1000B, want a positive multiple of 4KiB",
                "stream | settle: -1s | got '-1s', want a duration such as 250ms, 10s, 2m or 1h",
                "stream | shrink-at: 0s | got 0s, want more than 0s",
                "stream | grow-at: 20s | got 20s, want more than shrink-at, 20s",
                "stream | resize-timeout: 0s | got 0s, want more than 0s",
                "stream | mode: base-auto | got base-auto, want one that is resized by command, such as base-manual or virtio-mem",
                "ftq | interval-bits: 9 | got 9, want a whole number, 10 to 40",
                "ftq | interval-bits: 41 | got 41, want a whole number, 10 to 40",
                "ftq | samples: 0 | got 0, want a whole number, 1 to 10000000",
                "ftq | mode: virtio-mem-auto | got virtio-mem-auto, want one that is resized by command, such as base-manual or virtio-mem",
                "compiling | delay: -1s | got '-1s', want a duration such as 250ms, 10s, 2m or 1h",
                "compiling | touch: 512MiB | got 512MiB, want less than memory, 512MiB",
                "compiling | touch: 0B | got 0B, want a positive multiple of 4KiB",
                "compiling | touch: 5KiB | got 5KiB, want a positive multiple of 4KiB",
                "compiling | image: ful | got 'ful', want one of [mini, full]; did you mean 'full'?",
                "compiling | reporting-order: 10 | got 10, want 'default' or a whole number, 0 to 9",
                "compiling | reporting-delay: 1s | got '1s', want 'default' or a whole number, 0 to 3600000",
                "compiling | reporting-capacity: 0 | got 0, want 'default' or a whole number, 1 to 65536",
                "compiling | workload-timeout: 0s | got 0s, want more than 0s",
                "blender | builds: 0 | got 0, want a whole number, 1 to 100000",
                "blender | touch: 1GiB | got 1GiB, want less than memory, 512MiB",
                "multivm | vms: 0 | got 0, want a whole number, 1 to 256",
                "multivm | delay: 0s | got 0s, want more than 0s"
            })
    void refuses(String benchmark, String parameter, String message) {
        String key = parameter.substring(0, parameter.indexOf(':'));

        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(with(benchmark, parameter)))
                .withMessage("m.yaml:3: " + key + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compiling | mode: base-manual, memory: 512MiB, touch: 64MiB, delay: 1s, reporting-order: 0"
                        + " | 3: reporting-order: got it with mode base-manual, want base-auto or huge-auto: only these report free pages",
                "compiling | mode: virtio-mem-auto, memory: 512MiB, minimum: 200MiB, touch: 64MiB, delay: 1s"
                        + " | 1: memory − minimum: got 312MiB to plug, want a multiple of 128MiB for virtio-mem: the guest's kernel plugs whole blocks of it",
                "compiling | mode: base-auto, memory: 512MiB, workload: sqlite, touch: 64MiB, delay: 1s"
                        + " | 3: touch: got 64MiB, want it left out or 0B: the workload sqlite does not use it",
                "compiling | mode: base-auto, memory: 512MiB, workload: sqllite, delay: 1s"
                        + " | 3: workload: got 'sqllite', want one of [blender, clang, linux, sqlite, write] or a file such as ./own.yaml; did you mean 'sqlite'?"
            })
    void refusesTogether(String benchmark, String parameters, String message) {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(source(benchmark, parameters)))
                .withMessage("m.yaml:" + message);
    }

    @Test
    void workloadThatTouchesHasToBeToldHowMuch() {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(source("compiling", "mode: base-auto, memory: 512MiB, delay: 1s")))
                .withMessage("m.yaml:1: touch: missing, want a size such as 512MiB");
    }
}
