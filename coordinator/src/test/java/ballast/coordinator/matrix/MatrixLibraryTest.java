package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Demand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixLibraryTest {
    private static final Demand LAPTOP = new Demand(new ByteSize(20_186_346_291L), 2, 0);

    @ParameterizedTest
    @ValueSource(strings = {"inflate", "multivm"})
    void everyProfileIsValidAndSaysWhatItIs(String name) {
        MatrixSource source = MatrixLibrary.builtIn(name);

        assertThat(Matrix.profiles(source)).containsOnlyKeys("paper", "fast", "small");
        assertThat(Matrix.profiles(source).values()).noneMatch(String::isBlank);
        for (String profile : Matrix.profiles(source).keySet()) {
            assertThat(Matrix.parse(source, profile).cells()).as(profile).hasSize(4);
        }
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
                        "inflate --profile fast needs 12 cores and 20.2 GiB; this host has 2 cores and a budget of "
                                + "18.8 GiB; profile 'small' fits");
        assertThat(FitReport.of(fast, new Demand(ByteSize.mib(256), 1, 0)))
                .hasToString("inflate --profile fast needs 12 cores and 20.2 GiB; this host has 1 core and a budget of "
                        + "256.0 MiB; no built-in profile of inflate fits");
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

    @Test
    void nameOfNothingSuggestsTheNearest() {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> MatrixLibrary.open("inflat"))
                .withMessage("inflat: no such file, and no built-in matrix; did you mean 'inflate'?");
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> MatrixLibrary.open("sweeps/a.yaml"))
                .withMessage("sweeps/a.yaml: no such file, and no built-in matrix; want one of [inflate, multivm]");
    }

    @Test
    void filesThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

        for (var unreadable : List.of(
                List.of(folder, "a folder"),
                List.of(binary, "not UTF-8 text"),
                List.of(large, "larger than 1 MiB: is it a matrix?"),
                List.of(folder.resolve("none"), "no such file"))) {
            assertThatExceptionOfType(MatrixException.class)
                    .isThrownBy(() -> MatrixSource.ofFile((Path) unreadable.get(0)))
                    .withMessage(unreadable.get(0) + ": cannot read the matrix: " + unreadable.get(1));
        }
    }

    @Test
    void fileIsReadByItsPath(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), "name: own");

        assertThat(MatrixLibrary.open(file.toString())).isEqualTo(new MatrixSource(file.toString(), "name: own"));
    }
}
