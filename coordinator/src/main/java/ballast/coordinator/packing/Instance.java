package ballast.coordinator.packing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is to be packed, by number: the shapes of the jobs, and what each host has and is busy with. */
final class Instance {
    /**
     * @param usable bytes, with the margin taken off
     * @param busy what runs there already; not to be changed
     * @param running how many things run there already
     */
    record Host(long usable, int cores, Timeline busy, int running) {
        Host emptied() {
            return new Host(usable, cores, new Timeline(usable, cores), 0);
        }
    }

    private final List<Shape> shapes;
    private final List<Host> hosts;
    private final Map<Shape, List<Integer>> alike;
    private final Map<Shape, int[]> hostsFor = new HashMap<>();
    private volatile int lowerBound;

    /**
     * @param shapes by job; the same object for jobs that are alike
     */
    Instance(List<Shape> shapes, List<Host> hosts) {
        this.shapes = List.copyOf(shapes);
        this.hosts = List.copyOf(hosts);
        alike = IntStream.range(0, shapes.size())
                .boxed()
                .collect(Collectors.groupingBy(shapes::get, LinkedHashMap::new, Collectors.toList()));
        for (Shape shape : alike.keySet()) {
            hostsFor.put(
                    shape,
                    IntStream.range(0, hosts.size())
                            .filter(host -> busy(host).everFits(shape))
                            .toArray());
        }
        lowerBound = LowerBound.of(this);
    }

    /** Only these jobs, on these hosts. */
    Instance part(List<Integer> jobs, List<Host> on) {
        return new Instance(jobs.stream().map(shapes::get).toList(), on);
    }

    int jobs() {
        return shapes.size();
    }

    int hosts() {
        return hosts.size();
    }

    List<Host> allHosts() {
        return hosts;
    }

    Shape shape(int job) {
        return shapes.get(job);
    }

    /** The numbers of the jobs of each shape. */
    Map<Shape, List<Integer>> alike() {
        return alike;
    }

    long usable(int host) {
        return hosts.get(host).usable();
    }

    int cores(int host) {
        return hosts.get(host).cores();
    }

    /** The most bytes that are usable on a host. */
    long most() {
        return hosts.stream().mapToLong(Host::usable).max().orElse(0);
    }

    /** The most that run on a host already. */
    int running() {
        return hosts.stream().mapToInt(Host::running).max().orElse(0);
    }

    /** Whether all jobs are alike and all hosts, too, with nothing on them. */
    boolean isUniform() {
        return alike.size() == 1
                && hosts.stream().allMatch(host -> host.running() == 0)
                && hosts.stream().map(Host::usable).distinct().count() == 1
                && hosts.stream().map(Host::cores).distinct().count() == 1;
    }

    /** Those on which it fits when nothing else runs there; not to be changed. */
    int[] hostsFor(Shape shape) {
        return hostsFor.get(shape);
    }

    /** Not to be changed. */
    Timeline busy(int host) {
        return hosts.get(host).busy();
    }

    /** What runs on each host already; a copy. */
    List<Timeline> timelines() {
        return hosts.stream().map(host -> new Timeline(host.busy())).toList();
    }

    /** Seconds before which no plan ends. Grows as more is known. */
    int lowerBound() {
        return lowerBound;
    }

    void proved(int noPlanEndsBefore) {
        lowerBound = Math.max(lowerBound, noPlanEndsBefore);
    }
}
