package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CellIdTest {
    /** Stores and schedules of earlier versions know cells by these. */
    @Test
    void isTheSameTomorrow() {
        assertThat(Examples.cell().id()).hasToString("f43d41c20d14");
        assertThat(cell(Examples.multiVm(), Isolation.SHARED, 60).id()).hasToString("4f11f5983c86");
    }

    @Test
    void differsWhereTheContentDiffers() {
        BenchmarkSpec.Inflate inflate = Examples.inflate();
        Set<CellId> ids = new HashSet<>();
        ids.add(cell(inflate, Isolation.EXCLUSIVE, 60).id());
        ids.add(cell(inflate, Isolation.EXCLUSIVE, 61).id());
        ids.add(cell(inflate, Isolation.SHARED, 60).id());
        ids.add(cell(Examples.multiVm(), Isolation.EXCLUSIVE, 60).id());
        var rarely = new Sampling(Duration.ofSeconds(1), Duration.ofSeconds(1));
        ids.add(Cell.of(Map.of(), inflate, Isolation.EXCLUSIVE, rarely, Duration.ofSeconds(60))
                .id());
        assertThat(ids).hasSize(5);
    }

    @Test
    void ignoresHowTheParametersAreShown() {
        Map<String, String> shown = new LinkedHashMap<>(Map.of("mode", "virtio-mem"));
        Cell cell = Examples.cell();
        assertThat(Cell.of(shown, cell.spec(), cell.isolation(), cell.sampling(), cell.bootTimeout())
                        .id())
                .isEqualTo(cell.id());
    }

    @Property
    void isThatOfTheSpecAndOfNoOther(
            @ForAll @IntRange(min = 1, max = 8) int cores,
            @ForAll @IntRange(min = 1, max = 8) int otherCores,
            @ForAll @IntRange(min = 1, max = 7) int blocks,
            @ForAll @IntRange(min = 1, max = 7) int otherBlocks,
            @ForAll Mode mode,
            @ForAll Mode otherMode) {
        VmSpec one = vm(cores, blocks, mode);
        VmSpec other = vm(otherCores, otherBlocks, otherMode);
        assertThat(CellHash.of(one).equals(CellHash.of(other))).isEqualTo(one.equals(other));
    }

    private static VmSpec vm(int cores, int minimumBlocks, Mode mode) {
        ByteSize minimum = VmSpec.HOTPLUG_BLOCK.times(minimumBlocks);
        return new VmSpec(ByteSize.gib(1), minimum, ByteSize.gib(1), cores, mode, Machine.PC, List.of());
    }

    private static Cell cell(BenchmarkSpec spec, Isolation isolation, int bootSeconds) {
        return Cell.of(Map.of(), spec, isolation, Sampling.DEFAULT, Duration.ofSeconds(bootSeconds));
    }
}
