package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids come over the wire and name folders. */
class PathSafetyTest {
    private static final Path ROOT = Path.of("/store");

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/etc", ".hidden", "-rf", "a b", "a\nb", "a\0b", "ä", "_x"})
    void noIdClimbsOutOfItsFolder(String name) {
        String want = "', want 1 to 100 letters, digits, '.', '_' or '-', starting with a letter or digit";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CampaignId(name))
                .withMessage("campaign id: got '" + name + want);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CellId(name))
                .withMessage("cell id: got '" + name + want);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostId(name))
                .withMessage("host id: got '" + name + want);
    }

    @Test
    void anIdHasAtMostAHundredCharacters() {
        assertThat(new HostId("h".repeat(100)).value()).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> new HostId("h".repeat(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostId(null));
    }

    @Property
    void whateverIsAcceptedStaysDirectlyBelowItsFolder(@ForAll String name) {
        try {
            assertThat(ROOT.resolve(new CampaignId(name).value()).normalize().getParent())
                    .isEqualTo(ROOT);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("campaign id: got '" + name + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "vm_0/../../x", "/etc/passwd", "vm_0//x", "vm_0/", ""})
    void noResultFileClimbsOutOfItsAttempt(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResultFile(path, 1, "00"))
                .withMessageStartingWith("result file " + path + ": got '");
    }

    @Test
    void aResultFileMayLieInAFolder() {
        assertThat(new ResultFile("vm_0/workload/build-1.out", 0, "00").path()).isEqualTo("vm_0/workload/build-1.out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResultFile("out.csv", -1, "00"))
                .withMessage("bytes of out.csv: got -1, want 0 or more");
    }
}
