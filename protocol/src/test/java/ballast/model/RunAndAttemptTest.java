package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunAndAttemptTest {
    private static AttemptId attempt(String campaign, String cell, int repetition, int number) {
        return new AttemptId(new RunId(new CampaignId(campaign), new CellId(cell), repetition), number);
    }

    @Test
    void areCountedFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attempt("a", "b", 0, 1))
                .withMessage("repetition: got 0, want 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attempt("a", "b", 1, 0))
                .withMessage("attempt: got 0, want 1 or more");
    }

    @Test
    void areShownAsThePathTheyHaveInTheStore() {
        assertThat(attempt("campaign", "cell", 2, 3)).hasToString("campaign/cell/rep-2/attempt-3");
    }

    @Test
    void areOrderedByCampaignCellRepetitionAndNumber() {
        List<AttemptId> ordered = List.of(
                attempt("a", "x", 1, 1),
                attempt("a", "x", 1, 2),
                attempt("a", "x", 2, 1),
                attempt("a", "x", 10, 1),
                attempt("a", "y", 1, 1),
                attempt("b", "a", 1, 1));
        assertThat(Stream.of(5, 3, 1, 4, 2, 0).map(ordered::get).sorted()).containsExactlyElementsOf(ordered);
    }
}
