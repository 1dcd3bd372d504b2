package ballast.coordinator.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VmsSearchTest {
    @Property
    void finds_the_largest_number_that_fits_in_logarithmically_many_tries(
            @ForAll @IntRange(min = 1, max = 5000) int most,
            @ForAll @IntRange(min = 0, max = 5000) int fitting,
            @ForAll @IntRange(min = 1, max = 5000) int guess) {
        int truth = Math.min(fitting, most);
        VmsSearch search = VmsSearch.of(most, Math.min(guess, most));
        while (search.next().isPresent()) {
            int vms = search.next().getAsInt();
            assertThat(search.tries()).extracting(VmsSearch.Try::vms).doesNotContain(vms);
            search = search.with(vms, vms <= truth);
        }
        assertThat(search.answer()).isEqualTo(truth);
        assertThat(search.contradiction()).isEmpty();
        assertThat(search.tries().size()).isLessThanOrEqualTo(1 + (int) Math.ceil(Math.log(most + 1) / Math.log(2)));
    }

    @Test
    void tries_the_guess_first_and_stops_when_its_neighbour_does_not_fit() {
        VmsSearch search = VmsSearch.of(8, 4);
        assertThat(search.next()).hasValue(4);
        search = search.with(4, true);
        assertThat(search.next()).hasValue(6);
        search = search.with(6, false);
        assertThat(search.next()).hasValue(5);
        search = search.with(5, false);
        assertThat(search.next()).isEmpty();
        assertThat(search.answer()).isEqualTo(4);
    }

    @Test
    void tells_of_evidence_that_is_not_monotone_and_answers_with_caution() {
        VmsSearch search = VmsSearch.of(8, 4).with(5, true).with(4, false).with(3, true);
        assertThat(search.answer()).isEqualTo(3);
        assertThat(search.contradiction())
                .hasValueSatisfying(text -> assertThat(text).contains("5 VMs fitted, but 4 did not"));
    }

    @Test
    void refuses_a_guess_out_of_range() {
        assertThatThrownBy(() -> VmsSearch.of(3, 4))
                .hasMessageContaining("guess of 4")
                .hasMessageContaining("most 3");
    }
}
