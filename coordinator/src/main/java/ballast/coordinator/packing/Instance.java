package ballast.coordinator.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Jobs and hosts by number, with the margin taken off. */
final class Instance {
    private final List<Job> jobs;
    private final List<PackingHost> hosts;
    private final List<Shape> shapes;
    private final List<Timeline> busy;
    private final Options options;
    private final int lowerBound;
    private final int staticMakespan;
    private final int peakMakespan;

    private Instance(List<Job> jobs, List<PackingHost> hosts, Options options) {
        this.jobs = List.copyOf(jobs);
        this.hosts = List.copyOf(hosts);
        this.options = options;
        Map<Shape, Shape> known = new HashMap<>();
        shapes = jobs.stream()
                .map(job -> new Shape(job.trace(), job.cores()))
                .map(shape -> known.computeIfAbsent(shape, same -> same))
                .toList();
        busy = hosts.stream().map(host -> timeline(host, options.usable(host.budget()))).toList();
        refuseWhatNeverFits();
        lowerBound = LowerBound.of(this);
        staticMakespan = reserved(Job::size, PackingHost::budget);
        peakMakespan = reserved(job -> job.trace().peak(), host -> options.usable(host.budget()));
    }

    static Instance of(List<Job> jobs, List<PackingHost> hosts, Options options) {
        List<String> problems = new ArrayList<>();
        Set<String> runs = new HashSet<>();
        jobs.stream().map(Job::run).filter(run -> !runs.add(run)).distinct().forEach(run -> problems.add("job " + run + ": given more than once"));
        Set<String> ids = new HashSet<>();
        hosts.stream().map(PackingHost::id).filter(id -> !ids.add(id)).distinct().forEach(id -> problems.add("host " + id + ": given more than once"));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new Instance(jobs, hosts, options);
    }

    private void refuseWhatNeverFits() {
        List<String> problems = IntStream.range(0, jobs.size())
                .filter(job -> busy.stream().noneMatch(host -> host.everFits(shapes.get(job))))
                .mapToObj(job -> "job " + jobs.get(job).run() + ": got a peak of " + shapes.get(job).peak + " bytes and "
                        + shapes.get(job).cores + " cores, and no host has so much (budget × (1 − margin)); the largest have "
                        + hosts.stream().mapToLong(host -> options.usable(host.budget())).max().orElse(0) + " bytes and "
                        + hosts.stream().mapToInt(PackingHost::cores).max().orElse(0) + " cores")
                .toList();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    private static Timeline timeline(PackingHost host, long usable) {
        var timeline = new Timeline(usable, host.cores());
        host.busy().forEach(running -> timeline.add(new Shape(running.rest(), running.cores()), 0));
        return timeline;
    }

    /** The makespan if each job had so much for itself from start to end, the largest first. One that is larger than a host gets all of it. */
    private int reserved(ToLongFunction<Job> need, ToLongFunction<PackingHost> has) {
        List<Timeline> timelines = hosts.stream().map(host -> timeline(host, has.applyAsLong(host))).toList();
        int makespan = 0;
        List<Integer> order = IntStream.range(0, jobs.size())
                .boxed()
                .sorted(Comparator.comparing(job -> -need.applyAsLong(jobs.get(job))))
                .toList();
        Map<List<Long>, Shape> blocks = new HashMap<>();
        for (int number : order) {
            Job job = jobs.get(number);
            int seconds = job.trace().seconds();
            long largest = hosts.stream()
                    .filter(host -> host.cores() >= job.cores())
                    .mapToLong(has)
                    .max()
                    .orElseThrow();
            long bytes = Math.min(need.applyAsLong(job), largest);
            Shape block = blocks.computeIfAbsent(
                    List.of(bytes, (long) seconds, (long) job.cores()), key -> constant(bytes, seconds, job.cores()));
            makespan = Math.max(makespan, ListScheduling.place(timelines, block).start() + seconds);
        }
        return makespan;
    }

    private static Shape constant(long bytes, int seconds, int cores) {
        long[] all = new long[seconds];
        Arrays.fill(all, bytes);
        return new Shape(all, cores);
    }

    int jobs() {
        return jobs.size();
    }

    int hosts() {
        return hosts.size();
    }

    /** The same object for jobs that are alike. */
    Shape shape(int job) {
        return shapes.get(job);
    }

    long usable(int host) {
        return options.usable(hosts.get(host).budget());
    }

    int cores(int host) {
        return hosts.get(host).cores();
    }

    /** What runs on each host already; a copy. */
    List<Timeline> timelines() {
        return busy.stream().map(Timeline::new).toList();
    }

    /** What runs on this host already; a copy. */
    Timeline timeline(int host) {
        return new Timeline(busy.get(host));
    }

    int lowerBound() {
        return lowerBound;
    }

    MakespanPlan plan(Schedule schedule) {
        List<Start> starts = IntStream.range(0, jobs.size())
                .mapToObj(job -> new Start(
                        jobs.get(job).run(), hosts.get(schedule.host()[job]).id(), schedule.start()[job]))
                .toList();
        return new MakespanPlan(starts, schedule.makespan(), lowerBound, staticMakespan, peakMakespan);
    }
}
