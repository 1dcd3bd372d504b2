package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class CpusTest {
    private static Cell cell(Cpus cpus) {
        Cell one = Examples.cell();
        return Cell.of(one.parameters(), Examples.multiVm(), one.isolation(), one.sampling(), one.bootTimeout(), cpus);
    }

    @Test
    void sharedCpusAreAllThatARunNeedsOfThem() {
        assertThat(cell(Cpus.EXCLUSIVE).demand().cores()).isEqualTo(6);
        assertThat(cell(Cpus.shared(2)).isGenuine()).isTrue();
        assertThat(cell(Cpus.EXCLUSIVE).isGenuine()).isTrue();
        assertThat(cell(Cpus.shared(2)).demand())
                .isEqualTo(new Demand(cell(Cpus.EXCLUSIVE).demand().memory(), 2, 0));
        assertThatThrownBy(() -> cell(Cpus.shared(1)))
                .hasMessage("cpus: got 1, want as many as a VM has cores, 2, or more");
    }

    @Test
    void onlySharedOnesMakeAnotherCell() throws Exception {
        Cell before = cell(Cpus.EXCLUSIVE);
        assertThat(cell(Cpus.shared(2)).id()).isNotEqualTo(before.id());
        assertThat(CellHash.of(before.spec(), before.isolation(), before.sampling(), before.bootTimeout()))
                .isEqualTo(before.id());
        ObjectNode old = Json.mapper().valueToTree(before);
        old.remove("cpus");
        assertThat(Json.mapper().treeToValue(old, Cell.class)).isEqualTo(before);
        String json = Json.mapper().writeValueAsString(cell(Cpus.shared(4)));
        assertThat(Json.mapper().readValue(json, Cell.class)).isEqualTo(cell(Cpus.shared(4)));
    }

    @Test
    void refusesWhatIsNoNumberOfCpus() {
        for (String text : new String[] {"0", "4097", "-1", "shared", ""}) {
            assertThatThrownBy(() -> Cpus.of(text))
                    .hasMessageStartingWith("got ")
                    .hasMessageEndingWith("1 to 4096");
        }
        assertThat(Cpus.of("exclusive")).isEqualTo(Cpus.EXCLUSIVE);
    }
}
