package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.capacity.ModeSearch;
import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixLibrary;
import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.HostReport;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VmsMaxCommandTest {
    private static final Matrix SMALL = Matrix.parse(MatrixLibrary.builtIn("multivm"), "small");
    private static final HostReport HOST = Samples.host("a", 2, ByteSize.gib(8));

    private static VmsMaxOptions options(String... arguments) {
        VmsMaxOptions options = new VmsMaxOptions();
        new CommandLine(new Holder(options)).parseArgs(arguments);
        return options;
    }

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private final VmsMaxOptions options;

        Holder(VmsMaxOptions options) {
            this.options = options;
        }
    }

    private static VmsMax begin(Matrix matrix, ByteSize budget, String... modes) throws CommandException {
        return VmsMaxCells.begin(matrix, Set.of(modes), budget, HOST, cell -> Optional.empty());
    }

    @Test
    void takesMaxAndModes() throws Exception {
        VmsMaxOptions options = options("--vms", "max", "--mode", "base-auto,virtio-mem", "--mode", "base-manual");
        options.check(true);
        assertThat(options.isWanted()).isTrue();
        assertThat(options.modes()).containsExactly("base-auto", "virtio-mem", "base-manual");
        assertThat(options().isWanted()).isFalse();
        options().check(false);
    }

    @Test
    void refusesWhatMeansNothingWithAllThatIsWrong() {
        assertThatThrownBy(() -> options("--vms", "3").check(false))
                .hasMessageContaining("--vms: got '3', want max")
                .hasMessageContaining("--vms: got it with --continue");
        assertThatThrownBy(() -> options("--mode", "base-auto").check(true))
                .hasMessageContaining("--mode: got it without --vms max");
    }

    @Test
    void searchesTheStaggeredCellOfEachModeThatTheHostCanDo() throws Exception {
        VmsMax search = begin(SMALL, ByteSize.gib(2));
        assertThat(search.matrix()).isEqualTo("multivm --profile small");
        assertThat(search.modes())
                .extracting(mode -> mode.cell().mode().label() + " "
                        + mode.cell().parameters().get("simultaneous"))
                .containsExactly("base-manual false", "base-auto false", "virtio-mem false", "virtio-mem-auto false");
        assertThat(search.modes()).extracting(ModeSearch::staticVms).containsOnly(3);
        assertThat(search.skipped()).containsOnlyKeys("llfree-auto");
    }

    @Test
    void refusesABudgetModesAndMatricesThatCannotBe() {
        assertThatThrownBy(() -> begin(SMALL, ByteSize.gib(9), "base-auto", "huge-auto"))
                .hasMessageContaining("--mode: got 'huge-auto', want modes of the matrix: base-manual, base-auto,")
                .hasMessageContaining(
                        "--budget: got 9.0 GiB, want more than 0B and at most what this host has for VMs, 8.0 GiB");
        Matrix inflate = Matrix.parse(MatrixLibrary.builtIn("inflate"), "small");
        assertThatThrownBy(() -> begin(inflate, ByteSize.gib(1)))
                .hasMessageContaining("--vms max: got a matrix of inflate, want one of multivm alone");
        Matrix paper = Matrix.parse(MatrixLibrary.builtIn("multivm"), "paper");
        assertThatThrownBy(() -> begin(paper, ByteSize.gib(1)))
                .hasMessageContaining("cores: got VMs with 8, want at most this host's 2");
    }
}
