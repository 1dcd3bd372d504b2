package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private static final String SWEEP = """
            name: sweep
            description: a sweep
            benchmark: inflate
            parameters: {memory: 768MiB, target: 256MiB, touch: 448MiB}
            axes:
              mode: [base-manual, virtio-mem]
              nofault: [false, true]
            include: [{mode: base-manual, target: 128MiB}]
            exclude: [{mode: virtio-mem, nofault: true}]
            repetitions: 2
            profiles:
              two: {description: on two cores, parameters: {cores: 2}, axes: {iterations: [1, 2]}, repetitions: 3}
              fixed: {parameters: {mode: base-manual, memory: 1024MiB}}
            """;

    private static Matrix sweep(String profile) {
        String text = SWEEP.replace("exclude: [{mode: virtio-mem, nofault: true}]\n", "");
        return Matrix.parse(new MatrixSource("sweep.yaml", text), profile);
    }

    private static List<String> texts(Matrix matrix, String... keys) {
        return matrix.cells().stream()
                .map(cell -> String.join(
                        " ", List.of(keys).stream().map(cell.parameters()::get).toList()))
                .toList();
    }

    @Test
    void crossesInTheOrderWrittenThenAddsTheIncluded() {
        Matrix matrix = Matrix.parse(new MatrixSource("sweep.yaml", SWEEP));

        assertThat(texts(matrix, "mode", "nofault", "target"))
                .containsExactly(
                        "base-manual false 256MiB",
                        "base-manual true 256MiB",
                        "virtio-mem false 256MiB",
                        "base-manual false 128MiB");
        assertThat(matrix.title()).isEqualTo("sweep");
        assertThat(matrix.description()).isEqualTo("a sweep");
        assertThat(matrix.parts()).extracting(Matrix.Part::repetitions).containsExactly(2);
    }

    @Test
    void cellHasEveryEffectiveParameterInAFixedOrder() {
        Cell cell = Matrix.parse(new MatrixSource("sweep.yaml", SWEEP)).cells().get(0);

        assertThat(cell.parameters())
                .hasToString("{mode=base-manual, memory=768MiB, minimum=256MiB, initial=768MiB, cores=1, machine=q35, "
                        + "image=mini, kernel-arguments=default, reporting-order=default, reporting-delay=default, "
                        + "reporting-capacity=default, target=256MiB, touch=448MiB, nofault=false, iterations=5, delay=10s, "
                        + "resize-timeout=5m, sample-interval=100ms, guest-interval=1s, boot-timeout=1m}");
        assertThat(cell.isolation()).isEqualTo(Isolation.EXCLUSIVE);
    }

    /** A changed id means that results of earlier versions are no longer found: only ever on purpose. */
    @Test
    void idsAreTheSameTomorrow() {
        assertThat(Matrix.parse(new MatrixSource("sweep.yaml", SWEEP)).cells())
                .extracting(cell -> cell.id().value())
                .containsExactly("c13d7bd846e3", "1223ddbe7595", "d1b110b2f874", "0db78f583870");
    }

    @Test
    void profileOverridesAndExtends() {
        Matrix matrix = sweep("two");

        assertThat(texts(matrix, "mode", "nofault", "iterations", "cores"))
                .startsWith("base-manual false 1 2", "base-manual false 2 2", "base-manual true 1 2")
                .hasSize(9);
        assertThat(matrix.title()).isEqualTo("sweep --profile two");
        assertThat(matrix.description()).isEqualTo("on two cores");
        assertThat(matrix.parts()).extracting(Matrix.Part::repetitions).containsExactly(3);
    }

    @Test
    void profileMayFixWhatWasAnAxis() {
        assertThat(texts(sweep("fixed"), "mode", "nofault", "memory", "target"))
                .containsExactly(
                        "base-manual false 1GiB 256MiB",
                        "base-manual true 1GiB 256MiB",
                        "base-manual false 1GiB 128MiB");
    }

    @Test
    void excludeThatMatchesNothingInAProfileIsReportedThere() {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(new MatrixSource("sweep.yaml", SWEEP), "fixed"))
                .withMessage("sweep.yaml:9: exclude: {mode: virtio-mem, nofault: true} matches no cell");
    }

    @Test
    void unknownProfile() {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> sweep("tow"))
                .withMessage("sweep.yaml: profile: got 'tow', want one of [two, fixed]; did you mean 'two'?");
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(
                        new MatrixSource("plain.yaml", SWEEP.substring(0, SWEEP.indexOf("profiles:"))), "two"))
                .withMessage("plain.yaml: profile: got 'two', but this matrix has no profiles");
    }

    @Test
    void matrixThatLivesByItsProfilesAsksForOne() {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(MatrixLibrary.builtIn("inflate")))
                .withMessage("inflate: profile: got none, want one of [paper, fast, small]");
    }

    @Test
    void includedCellsAloneAreAMatrix() {
        String text = "{name: two, benchmark: inflate, parameters: {memory: 1GiB, target: 512MiB, nofault: true},"
                + " include: [{mode: base-manual}, {mode: virtio-mem}]}";

        assertThat(texts(Matrix.parse(new MatrixSource("two.yaml", text)), "mode", "touch"))
                .containsExactly("base-manual 0B", "virtio-mem 0B");
    }

    @Test
    void rareSamplesMakeRareQuestionsToTheGuest() {
        String text = SWEEP.replace("touch: 448MiB", "touch: 448MiB, sample-interval: 5s");

        assertThat(texts(Matrix.parse(new MatrixSource("sweep.yaml", text)), "guest-interval"))
                .containsOnly("5s");
    }

    @Test
    void kernelArgumentsAreWordsOrAKeyword() {
        String text = SWEEP.replace("touch: 448MiB", "touch: 448MiB, kernel-arguments: [tuned, page_poison=0]");
        Cell cell = Matrix.parse(new MatrixSource("sweep.yaml", text)).cells().get(0);

        assertThat(cell.parameters()).containsEntry("kernel-arguments", "tuned page_poison=0");
        assertThat(cell.spec().vm().kernelArguments())
                .startsWith("mitigations=off", "nokaslr")
                .endsWith("init_on_alloc=0", "nowatchdog", "page_poison=0");
    }

    @Test
    void multivmHasItsOwnParameters() {
        Cell cell =
                Matrix.parse(MatrixLibrary.builtIn("multivm"), "fast").cells().get(1);

        assertThat(cell.isolation()).isEqualTo(Isolation.SHARED);
        assertThat(cell.spec()).isInstanceOfSatisfying(BenchmarkSpec.MultiVm.class, spec -> {
            assertThat(spec.simultaneous()).isTrue();
            assertThat(spec.vms()).isEqualTo(3);
            assertThat(spec.delay()).isEqualTo(Duration.ofSeconds(30));
            assertThat(spec.vm().minimum()).isEqualTo(ByteSize.gib(1));
        });
    }

    @Test
    void everyCellRunsOnceBeforeAnyRunsTwice() {
        Matrix matrix = Matrix.parse(new MatrixSource("sweep.yaml", SWEEP));

        assertThat(matrix.runs(new CampaignId("c")))
                .hasSize(8)
                .extracting(run -> run.repetition())
                .containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    }

    @Test
    void profilesWithTheirDescriptions() {
        assertThat(Matrix.profiles(new MatrixSource("sweep.yaml", SWEEP)))
                .isEqualTo(Map.of("two", "on two cores", "fixed", ""));
    }
}
