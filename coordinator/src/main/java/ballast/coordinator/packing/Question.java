package ballast.coordinator.packing;

import ballast.coordinator.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What was asked, by name: checked, turned into numbers, and schedules turned back into plans. */
final class Question {
    private final List<Job> jobs;
    private final List<PackingHost> hosts;
    private final Instance instance;
    private final int staticMakespan;
    private final int peakMakespan;

    /** @throws IllegalArgumentException that names all that is wrong */
    Question(List<Job> jobs, List<PackingHost> hosts, Options options) {
        this.jobs = List.copyOf(jobs);
        this.hosts = List.copyOf(hosts);
        List<String> problems = new ArrayList<>();
        problems.addAll(twice("job", jobs, Job::run));
        problems.addAll(twice("host", hosts, PackingHost::id));
        problems.addAll(misfits(options));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        Map<Trace, Map<Integer, Shape>> known = new HashMap<>();
        List<Shape> shapes = jobs.stream()
                .map(job -> known.computeIfAbsent(job.trace(), trace -> new HashMap<>())
                        .computeIfAbsent(job.cores(), cores -> new Shape(job.trace(), cores)))
                .toList();
        instance = new Instance(
                shapes, hosts.stream().map(host -> numbers(host, options)).toList());
        staticMakespan = Reserved.makespan(jobs, hosts, Job::size, PackingHost::budget);
        peakMakespan = Reserved.makespan(jobs, hosts, job -> job.trace().peak(), host -> options.usable(host.budget()));
    }

    private static <T> List<String> twice(String what, List<T> all, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        return all.stream()
                .map(name)
                .filter(each -> !seen.add(each))
                .distinct()
                .map(each -> what + " " + each + ": got it more than once, want each once")
                .toList();
    }

    private List<String> misfits(Options options) {
        return jobs.stream()
                .filter(job -> hosts.stream()
                        .noneMatch(host ->
                                job.trace().peak() <= options.usable(host.budget()) && job.cores() <= host.cores()))
                .map(job ->
                        "job " + job.run() + ": got a peak of " + job.trace().peak() + " bytes and " + job.cores()
                                + " cores, want no more than a host has: " + offers(options))
                .toList();
    }

    private String offers(Options options) {
        Set<String> offers = new TreeSet<>();
        hosts.forEach(host -> offers.add(options.usable(host.budget()) + " bytes and " + host.cores() + " cores"));
        return offers.isEmpty() ? "there is none" : String.join("; ", offers);
    }

    private static Instance.Host numbers(PackingHost host, Options options) {
        long usable = options.usable(host.budget());
        return new Instance.Host(
                usable, host.cores(), timeline(host, usable), host.busy().size());
    }

    static Timeline timeline(PackingHost host, long usable) {
        var timeline = new Timeline(usable, host.cores());
        host.busy().forEach(running -> timeline.add(new Shape(running.rest(), running.cores()), 0));
        return timeline;
    }

    Instance instance() {
        return instance;
    }

    MakespanPlan plan(Schedule schedule) {
        List<Start> starts = IntStream.range(0, jobs.size())
                .mapToObj(job -> new Start(
                        jobs.get(job).run(), hosts.get(schedule.host()[job]).id(), schedule.start()[job]))
                .toList();
        return new MakespanPlan(starts, schedule.makespan(), instance.lowerBound(), staticMakespan, peakMakespan);
    }
}
