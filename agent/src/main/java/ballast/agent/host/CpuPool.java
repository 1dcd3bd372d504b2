package ballast.agent.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which CPUs are free. An immutable value: taking gives a new one. VMs are kept within a NUMA node where one has room, and
 * on one hardware thread per core where there are enough.
 */
public record CpuPool(List<Cpu> cpus, Set<Integer> taken) {
    /**
     * A logical CPU.
     *
     * @param number as in {@code taskset}
     * @param core its physical core; hardware threads of one core share it
     */
    public record Cpu(int number, int core, int node) {}

    /** CPUs for one VM, and what is left. */
    public record Grant(List<Integer> numbers, CpuPool rest) {
        public Grant {
            numbers = List.copyOf(numbers);
        }
    }

    public CpuPool {
        cpus = cpus.stream().sorted(Comparator.comparingInt(Cpu::number)).toList();
        taken = Set.copyOf(taken);
    }

    public CpuPool(List<Cpu> cpus) {
        this(cpus, Set.of());
    }

    /** How many NUMA nodes these are of. */
    public static int nodes(List<Cpu> cpus) {
        return (int) cpus.stream().mapToInt(Cpu::node).distinct().count();
    }

    public int free() {
        return cpus.size() - taken.size();
    }

    /** CPUs for a VM with {@code count} cores; empty if fewer are free. */
    public Optional<Grant> take(int count) {
        if (count > free()) {
            return Optional.empty();
        }
        List<Integer> chosen = new ArrayList<>();
        for (List<Cpu> candidates : candidatesByPreference()) {
            if (candidates.size() >= count) {
                chosen.addAll(
                        candidates.subList(0, count).stream().map(Cpu::number).toList());
                break;
            }
        }
        Set<Integer> nowTaken = new HashSet<>(taken);
        nowTaken.addAll(chosen);
        return Optional.of(new Grant(chosen.stream().sorted().toList(), new CpuPool(cpus, nowTaken)));
    }

    public CpuPool giveBack(List<Integer> numbers) {
        Set<Integer> nowTaken = new HashSet<>(taken);
        numbers.forEach(nowTaken::remove);
        return new CpuPool(cpus, nowTaken);
    }

    /** First whole cores of one node, then any threads of one node, then whole cores of all, then everything. */
    private List<List<Cpu>> candidatesByPreference() {
        List<List<Cpu>> lists = new ArrayList<>();
        List<List<Cpu>> nodes = new ArrayList<>(freeByNode().values());
        nodes.forEach(node -> lists.add(onePerCore(node)));
        lists.addAll(nodes);
        List<Cpu> all = nodes.stream().flatMap(List::stream).toList();
        lists.add(onePerCore(all));
        lists.add(all);
        return lists;
    }

    private TreeMap<Integer, List<Cpu>> freeByNode() {
        TreeMap<Integer, List<Cpu>> nodes = new TreeMap<>();
        for (Cpu cpu : cpus) {
            if (!taken.contains(cpu.number)) {
                nodes.computeIfAbsent(cpu.node, node -> new ArrayList<>()).add(cpu);
            }
        }
        return nodes;
    }

    /** One free thread of each core of which no thread is taken. */
    private List<Cpu> onePerCore(List<Cpu> from) {
        Set<Integer> used = new HashSet<>();
        cpus.stream().filter(cpu -> taken.contains(cpu.number)).forEach(cpu -> used.add(cpu.core));
        return from.stream().filter(cpu -> used.add(cpu.core)).toList();
    }
}
