package ballast.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CpuPoolPropertiesTest {
    @Property
    void noCpuIsGivenTwiceAndGivingBackRestoresThePool(
            @ForAll("pools") CpuPool pool, @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 8) Integer> wishes) {
        Set<Integer> given = new HashSet<>();
        List<CpuPool.Grant> grants = new ArrayList<>();
        CpuPool left = pool;
        for (int wish : wishes) {
            Optional<CpuPool.Grant> grant = left.take(wish);
            assertThat(grant.isPresent()).isEqualTo(wish <= left.free());
            if (grant.isPresent()) {
                assertThat(grant.get().numbers()).hasSize(wish).allMatch(given::add);
                grants.add(grant.get());
                left = grant.get().rest();
            }
        }
        assertThat(left.free()).isEqualTo(pool.free() - given.size());
        for (CpuPool.Grant grant : grants) {
            left = left.giveBack(grant.numbers());
        }
        assertThat(left).isEqualTo(pool);
    }

    @Property
    void aVmStaysOnOneNodeWhereOneHasRoom(
            @ForAll("pools") CpuPool pool, @ForAll @IntRange(min = 1, max = 8) int count) {
        boolean oneHasRoom = pool.cpus().stream().anyMatch(cpu -> sizeOfNode(pool, cpu.node()) >= count);
        if (oneHasRoom) {
            assertThat(nodesOf(pool, pool.take(count).orElseThrow().numbers())).hasSize(1);
        }
    }

    @Property
    void aVmGetsWholeCoresWhereANodeHasEnough(
            @ForAll("pools") CpuPool pool, @ForAll @IntRange(min = 1, max = 4) int count) {
        boolean enough = pool.cpus().stream().anyMatch(cpu -> coresOfNode(pool, cpu.node()) >= count);
        if (enough) {
            assertThat(coresOf(pool, pool.take(count).orElseThrow().numbers())).hasSize(count);
        }
    }

    @Provide
    Arbitrary<CpuPool> pools() {
        Arbitrary<Integer> nodes = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> coresPerNode = Arbitraries.integers().between(1, 4);
        Arbitrary<Integer> threads = Arbitraries.integers().between(1, 2);
        return Combinators.combine(nodes, coresPerNode, threads).as(CpuPoolPropertiesTest::pool);
    }

    private static CpuPool pool(int nodes, int coresPerNode, int threads) {
        int cores = nodes * coresPerNode;
        return new CpuPool(IntStream.range(0, cores * threads)
                .mapToObj(cpu -> new CpuPool.Cpu(cpu, cpu % cores, cpu % cores / coresPerNode))
                .toList());
    }

    private static long sizeOfNode(CpuPool pool, int node) {
        return pool.cpus().stream().filter(cpu -> cpu.node() == node).count();
    }

    private static long coresOfNode(CpuPool pool, int node) {
        return pool.cpus().stream()
                .filter(cpu -> cpu.node() == node)
                .map(CpuPool.Cpu::core)
                .distinct()
                .count();
    }

    private static List<Integer> nodesOf(CpuPool pool, List<Integer> numbers) {
        return numbers.stream()
                .map(number -> pool.cpus().get(number).node())
                .distinct()
                .toList();
    }

    private static List<Integer> coresOf(CpuPool pool, List<Integer> numbers) {
        return numbers.stream()
                .map(number -> pool.cpus().get(number).core())
                .distinct()
                .toList();
    }
}
