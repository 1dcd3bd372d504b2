package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.HostReport;
import ballast.model.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixLibraryTest {
    private static final HostReport LAPTOP = Hosts.laptop();

    static List<String> names() {
        return MatrixLibrary.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyProfileIsValidAndSaysWhatItIs(String name) {
        MatrixSource source = MatrixLibrary.builtIn(name);

        assertThat(Matrix.profiles(source)).containsOnlyKeys("paper", "fast", "small");
        assertThat(Matrix.profiles(source).values()).noneMatch(String::isBlank);
    }

    /** The modes of reference §2, of which virtio-mem in compiling and multivm is virtio-mem-auto here. */
    @ParameterizedTest
    @CsvSource({
        "inflate, 12, 12, base-manual huge-manual virtio-mem virtio-mem-vfio llfree-manual llfree-manual-vfio",
        "stream, 21, 7, base-manual huge-manual virtio-mem virtio-mem-vfio llfree-manual llfree-manual-vfio",
        "ftq, 21, 7, base-manual huge-manual virtio-mem virtio-mem-vfio llfree-manual llfree-manual-vfio",
        "compiling, 10, 11, base-manual base-auto huge-auto virtio-mem virtio-mem-vfio virtio-mem-auto"
                + " virtio-mem-auto-vfio llfree-manual llfree-auto llfree-auto-vfio",
        "blender, 2, 2, base-auto llfree-auto"
    })
    void hasAllModesInEveryProfile(String name, int cells, int smallCells, String modes) {
        for (String profile : List.of("paper", "fast", "small")) {
            Matrix matrix = Matrix.parse(MatrixLibrary.builtIn(name), profile);

            assertThat(matrix.cells()).as(profile).hasSize(profile.equals("small") ? smallCells : cells);
            assertThat(modes(matrix)).as(profile).isEqualTo(modes);
        }
    }

    @Test
    void multivmHasItsStaticBaselineOnlyWhereItIsCheap() {
        MatrixSource multivm = MatrixLibrary.builtIn("multivm");

        for (String profile : List.of("paper", "fast")) {
            assertThat(modes(Matrix.parse(multivm, profile)))
                    .isEqualTo("base-manual base-auto virtio-mem-auto llfree-auto");
        }
        assertThat(modes(Matrix.parse(multivm, "small")))
                .isEqualTo("base-manual base-auto virtio-mem virtio-mem-auto llfree-auto");
        assertThat(Matrix.parse(multivm, "small").cells()).hasSize(10);
        Matrix extra = Matrix.parse(multivm, Selection.profile("paper").withExtra());
        assertThat(modes(extra))
                .isEqualTo("base-manual base-auto virtio-mem-auto llfree-auto virtio-mem-auto-vfio llfree-auto-vfio");
        assertThat(extra.cells().get(8).demand().vfioDevices()).isEqualTo(3);
    }

    private static String modes(Matrix matrix) {
        return matrix.cells().stream()
                .map(cell -> cell.mode().label())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    @Test
    void onlyBaseManualIsAlsoLeftAlone() {
        for (String name : List.of("stream", "ftq")) {
            assertThat(Matrix.parse(MatrixLibrary.builtIn(name), "paper").cells())
                    .filteredOn(cell -> cell.parameters().get("baseline").equals("true"))
                    .extracting(cell -> cell.mode() + " " + cell.parameters().get("threads"))
                    .containsExactly("base-manual 1", "base-manual 4", "base-manual 12");
        }
    }

    @Test
    void allIsEveryOtherMatrix() {
        for (String profile : List.of("paper", "fast", "small")) {
            Matrix all = Matrix.parse(MatrixLibrary.builtIn("all"), profile);

            assertThat(all.parts())
                    .extracting(Matrix.Part::benchmark)
                    .containsExactly("inflate", "stream", "ftq", "compiling", "blender", "multivm");
            for (Matrix.Part part : all.parts()) {
                assertThat(part.cells())
                        .isEqualTo(Matrix.parse(MatrixLibrary.builtIn(part.benchmark()), profile)
                                .cells());
            }
        }
        assertThat(Matrix.parse(MatrixLibrary.builtIn("all"), "small").cells()).hasSize(49);
    }

    @Test
    void extraOfCompilingSweepsFreePageReporting() {
        Matrix matrix = Matrix.parse(
                MatrixLibrary.builtIn("compiling"), Selection.profile("paper").withExtra());

        assertThat(matrix.title()).isEqualTo("compiling --profile paper --extra");
        assertThat(matrix.cells()).hasSize(18);
        assertThat(matrix.cells().subList(10, 18))
                .allSatisfy(cell -> assertThat(cell.mode()).isEqualTo(Mode.BASE_AUTO))
                .extracting(cell -> cell.spec().vm().reporting().kernelArguments())
                .startsWith(List.of(
                        "page_reporting.page_reporting_order=0",
                        "page_reporting.page_reporting_delay=100",
                        "page_reporting.page_reporting_capacity=32"))
                .doesNotHaveDuplicates();
    }

    @Test
    void paperProfileOfInflateHasTheArtefactsParameters() {
        Matrix matrix = Matrix.parse(MatrixLibrary.builtIn("inflate"), "paper");

        assertThat(matrix.cells())
                .extracting(cell -> (BenchmarkSpec.Inflate) cell.spec())
                .allSatisfy(spec -> {
                    assertThat(spec.vm().memory()).isEqualTo(ByteSize.gib(20));
                    assertThat(spec.vm().minimum()).isEqualTo(ByteSize.gib(2));
                    assertThat(spec.vm().cores()).isEqualTo(12);
                    assertThat(spec.vm().machine().label()).isEqualTo("pc");
                    assertThat(spec.vm().kernelArguments()).isEmpty();
                    assertThat(spec.touch()).isEqualTo(ByteSize.gib(19));
                    assertThat(spec.iterations()).isEqualTo(5);
                    assertThat(spec.delay()).isEqualTo(Duration.ofSeconds(10));
                });
    }

    @Test
    void smallProfilesFitALaptop() {
        for (String name : MatrixLibrary.names()) {
            FitReport report = FitReport.of(Matrix.parse(MatrixLibrary.builtIn(name), "small"), LAPTOP);
            assertThat(report.fits()).as(name).isTrue();
        }
    }

    @Test
    void sayWhatIsMissingAndWhatFits() {
        Matrix fast = Matrix.parse(MatrixLibrary.builtIn("inflate"), "fast");

        assertThat(FitReport.of(fast, LAPTOP))
                .hasToString(
                        "inflate --profile fast needs 12 cores and 20.2 GiB in 4 of its 12 cells; this host has 2 cores and"
                                + " a budget of 18.8 GiB; profile 'small' fits");
        assertThat(FitReport.of(fast, Hosts.stock(1, ByteSize.mib(256))))
                .hasToString(
                        "inflate --profile fast needs 12 cores and 20.2 GiB in 4 of its 12 cells; this host has 1 core and a"
                                + " budget of 256.0 MiB; no built-in profile of inflate fits");
    }

    @Test
    void sayHowManyCellsDoNotFit() {
        Matrix matrix = Matrix.parse(new MatrixSource(
                "own.yaml",
                "{name: own, benchmark: inflate, parameters: {mode: base-manual, nofault: true, target: 512MiB},"
                        + " axes: {memory: [1GiB, 64GiB]}}"));

        assertThat(FitReport.of(matrix, LAPTOP))
                .hasToString("own needs 1 core and 64.2 GiB in 1 of its 2 cells; this host has 2 cores and a budget of "
                        + "18.8 GiB; built-in inflate profile 'small' fits");
    }

    /** A cell that is skipped for what the host lacks is no reason to refuse the others. */
    @Test
    void whatTheHostCannotDoAnywayDoesNotCount() {
        Matrix matrix = Matrix.parse(new MatrixSource(
                "own.yaml",
                "{name: own, benchmark: inflate, parameters: {memory: 1GiB, nofault: true, target: 512MiB},"
                        + " include: [{mode: base-manual}, {mode: llfree-manual, memory: 64GiB}]}"));

        assertThat(FitReport.of(matrix, LAPTOP).fits()).isTrue();
    }

    @Test
    void listOfMatricesIsAdvisedAsOne() {
        assertThat(FitReport.of(Matrix.parse(MatrixLibrary.builtIn("all"), "fast"), LAPTOP))
                .hasToString("all --profile fast needs 24 cores and 30.5 GiB in 33 of its 74 cells; this host has 2"
                        + " cores and a budget of 18.8 GiB; profile 'small' fits");
    }

    @Test
    void nameOfNothingSuggestsTheNearest() {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> MatrixLibrary.open("inflat"))
                .withMessage("inflat: no such file, and no built-in matrix; did you mean 'inflate'?");
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> MatrixLibrary.open("sweeps/a.yaml"))
                .withMessage("sweeps/a.yaml: no such file, and no built-in matrix; want one of "
                        + "[all, blender, compiling, ftq, inflate, multivm, packing, stream]");
    }

    @Test
    void filesThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

        for (var unreadable : List.of(
                List.of(folder, "a folder"),
                List.of(binary, "not UTF-8 text"),
                List.of(large, "larger than 1 MiB: is it the right file?"),
                List.of(folder.resolve("none"), "no such file"))) {
            assertThatExceptionOfType(MatrixException.class)
                    .isThrownBy(() -> MatrixSource.ofFile((Path) unreadable.get(0)))
                    .withMessage(unreadable.get(0) + ": cannot be read: " + unreadable.get(1));
        }
    }

    @Test
    void fileIsReadByItsPath(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), "name: own");

        assertThat(MatrixLibrary.open(file.toString())).isEqualTo(new MatrixSource(file.toString(), "name: own"));
    }
}
