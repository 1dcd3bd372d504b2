package ballast.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CpuPoolTest {
    /** Two nodes of two cores of two threads; threads of a core are 4 apart, as Linux numbers them. */
    private static final CpuPool POOL = new CpuPool(IntStream.range(0, 8)
            .mapToObj(cpu -> new CpuPool.Cpu(cpu, cpu % 4, cpu % 4 / 2))
            .toList());

    private static List<Integer> taken(CpuPool pool, int count) {
        return pool.take(count).orElseThrow().numbers();
    }

    private static CpuPool without(Integer... numbers) {
        return new CpuPool(POOL.cpus(), java.util.Set.of(numbers));
    }

    @Test
    void takesOneThreadOfEachCoreOfANodeFirst() {
        assertThat(taken(POOL, 2)).containsExactly(0, 1);
    }

    @Test
    void takesTheOtherNodeWhereItsCoresAreFree() {
        assertThat(taken(without(0, 1), 2)).containsExactly(2, 3);
        assertThat(taken(without(0), 2)).containsExactly(2, 3);
    }

    @Test
    void sharesCoresBeforeItLeavesANode() {
        assertThat(taken(POOL, 3)).containsExactly(0, 1, 4);
        assertThat(taken(without(0, 1, 2, 3), 2)).containsExactly(4, 5);
    }

    @Test
    void takesOneThreadOfEachCoreOfAllNodesThen() {
        CpuPool scattered = without(4, 5, 6, 7);
        assertThat(taken(scattered, 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void takesEverythingAtLast() {
        assertThat(taken(POOL, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(POOL.take(9)).isEmpty();
        assertThat(without(0).take(8)).isEmpty();
    }
}
