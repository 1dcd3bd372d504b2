package ballast.coordinator.packing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Plans to compare with: each job has so many bytes for itself from start to end, the largest first. */
final class Reserved {
    private Reserved() {}

    /** One that is larger than the hosts that have its cores gets all of the largest of these. */
    static int makespan(
            List<Job> jobs, List<PackingHost> hosts, ToLongFunction<Job> need, ToLongFunction<PackingHost> has) {
        var placed = new ListScheduling(hosts.stream()
                .map(host -> Question.timeline(host, has.applyAsLong(host)))
                .toList());
        List<Integer> order = IntStream.range(0, jobs.size())
                .boxed()
                .sorted(Comparator.comparing(job -> -need.applyAsLong(jobs.get(job))))
                .toList();
        Map<List<Long>, Shape> blocks = new HashMap<>();
        int makespan = 0;
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
                    List.of(bytes, (long) seconds, (long) job.cores()),
                    key -> Shape.constant(bytes, seconds, job.cores()));
            makespan = Math.max(makespan, placed.place(block).start() + seconds);
        }
        return makespan;
    }
}
