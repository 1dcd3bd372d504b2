package ballast.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ballast.model.CampaignId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
    private static final String ONE = """
            name: one
            benchmark: inflate
            parameters: {memory: 1GiB, target: 512MiB, nofault: true, mode: base-manual}
            extra: {parameters: {iterations: 9}}
            profiles: {small: {parameters: {cores: 1}}, large: {parameters: {cores: 2}}}
            """;
    private static final String TWO = """
            name: two
            benchmark: compiling
            repetitions: 2
            parameters: {memory: 1GiB, touch: 64MiB, delay: 1s, mode: base-manual}
            profiles: {tiny: {}, small: {parameters: {cores: 1}}}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeMembers() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), ONE);
        Files.writeString(folder.resolve("two.yaml"), TWO);
    }

    private MatrixSource suite(String matrices) {
        return new MatrixSource(folder.resolve("suite.yaml").toString(), "name: both\nmatrices: " + matrices + "\n");
    }

    @Test
    void isItsMatricesOneAfterTheOther() {
        Matrix matrix = Matrix.parse(suite("[one.yaml, ./two.yaml]"), "small");

        assertThat(matrix.name()).isEqualTo("both");
        assertThat(matrix.title()).isEqualTo("both --profile small");
        assertThat(matrix.cells()).extracting(cell -> cell.benchmark()).containsExactly("inflate", "compiling");
        assertThat(matrix.runs(new CampaignId("c")))
                .extracting(run -> matrix.cells().get(0).id().equals(run.cell()) + " " + run.repetition())
                .containsExactly("true 1", "false 1", "false 2");
    }

    @Test
    void recordedTextHasAllTexts() {
        assertThat(Matrix.parse(suite("[one.yaml, two.yaml]"), "small").text())
                .isEqualTo("name: both\nmatrices: [one.yaml, two.yaml]\n" + "\n--- # " + folder.resolve("one.yaml")
                        + "\n" + ONE + "\n--- # " + folder.resolve("two.yaml") + "\n" + TWO);
    }

    @Test
    void hasTheProfilesThatAllHave() {
        assertThat(Matrix.profiles(suite("[one.yaml, two.yaml]"))).containsOnlyKeys("small");
    }

    @Test
    void extraIsThatOfThoseWhichHaveIt() {
        Selection extra = Selection.profile("small").withExtra();

        assertThat(Matrix.parse(suite("[one.yaml, two.yaml]"), extra).cells()).hasSize(3);
        refused(suite("[two.yaml]"), extra, "S: extra: got --extra, but none of its matrices has a section 'extra'");
    }

    @Test
    void mayNameBuiltInMatrices() {
        assertThat(Matrix.parse(suite("[inflate, one.yaml]"), "small").cells()).hasSize(13);
    }

    @Test
    void problemsOfAllMatricesAreToldAtOnce() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), ONE.replace("target", "targt"));
        Files.writeString(folder.resolve("two.yaml"), TWO.replace("1s", "1"));

        refused(suite("[one.yaml, two.yaml]"), Selection.profile("small"), """
                one.yaml:3: targt: unknown parameter; did you mean 'target'?
                one.yaml:5: target: missing, want a size such as 512MiB
                two.yaml:4: delay: got '1', which has no unit; want one of ms, s, m, h, such as 10s""".replaceAll("(?m)^", folder + "/"));
    }

    @Test
    void profileThatOneLacksIsReported() {
        refused(
                suite("[one.yaml, two.yaml]"),
                Selection.profile("tiny"),
                "S:2: matrices: " + folder.resolve("one.yaml") + ": profile: got 'tiny', want one of [small, large]");
    }

    @Test
    void refusesWhatIsNoListOfMatrices() {
        refused(suite("[]"), Selection.base(), "S:2: matrices: got an empty list, want one matrix or more");
        refused(suite("one.yaml"), Selection.base(), "S:2: matrices: got 'one.yaml', want a list of words");
        refused(
                suite("[none.yaml]"),
                Selection.base(),
                "S:2: matrices: " + folder.resolve("none.yaml") + ": cannot be read: no such file");
        refused(
                suite("[all]"),
                Selection.profile("small"),
                "S:2: matrices: got 'all', which is a list of matrices itself, want matrices of one benchmark each");
        refused(
                suite("[one.yaml, one.yaml]"),
                Selection.profile("small"),
                "S:2: matrices: got '" + folder.resolve("one.yaml")
                        + "', of which another has cells too, want each once");
        refused(
                suite("[one.yaml]\nbenchmark: inflate\ndescripton: both"),
                Selection.profile("small"),
                "S:3: benchmark: unknown key; want one of [name, description, matrices]\n"
                        + "S:4: descripton: unknown key; did you mean 'description'?");
    }

    private void refused(MatrixSource suite, Selection selection, String message) {
        assertThatExceptionOfType(MatrixException.class)
                .isThrownBy(() -> Matrix.parse(suite, selection))
                .withMessage(message.replaceAll("(?m)^S:", folder + "/suite.yaml:"));
    }
}
