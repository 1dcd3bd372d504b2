package ballast.coordinator.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plan for many jobs from plans for fewer: equal hosts get equal shares, and a share is two halves, one after the other and pushed
 * together. So what a search found out about few jobs serves the many that are like them.
 */
final class Halves {
    private Halves() {}

    /** One job of each two that are alike. Jobs that are alone take turns. */
    static List<Integer> half(Instance instance) {
        List<Integer> half = new ArrayList<>();
        int odd = 0;
        for (List<Integer> jobs : instance.alike().values()) {
            int share = (jobs.size() + 1 - (jobs.size() % 2 == 1 ? odd++ % 2 : 0)) / 2;
            half.addAll(jobs.subList(0, share));
        }
        half.sort(Comparator.naturalOrder());
        return half;
    }

    static List<Integer> others(Instance instance, List<Integer> half) {
        return IntStream.range(0, instance.jobs())
                .filter(job -> !half.contains(job))
                .boxed()
                .toList();
    }

    /**
     * Host by host the second as early after the beginning of the first as it fits, moved as a whole.
     *
     * @param first numbers of the jobs of the first schedule, in the whole instance
     */
    static Schedule oneAfterTheOther(
            Instance instance, List<Integer> first, Schedule one, List<Integer> second, Schedule other) {
        int[] host = new int[instance.jobs()];
        int[] start = new int[instance.jobs()];
        List<Timeline> timelines = instance.timelines();
        for (int job = 0; job < first.size(); job++) {
            int number = first.get(job);
            host[number] = one.host()[job];
            start[number] = one.start()[job];
            timelines.get(host[number]).add(instance.shape(number), start[number]);
        }
        for (int each = 0; each < instance.hosts(); each++) {
            int on = each;
            int[] moved = IntStream.range(0, second.size())
                    .filter(job -> other.host()[job] == on)
                    .toArray();
            if (moved.length > 0) {
                int from = Arrays.stream(moved)
                        .map(job -> other.start()[job])
                        .min()
                        .orElseThrow();
                Shape whole = whole(instance, second, other, moved, from);
                int at = timelines.get(on).earliest(whole, 0);
                for (int job : moved) {
                    host[second.get(job)] = on;
                    start[second.get(job)] = at + other.start()[job] - from;
                }
            }
        }
        return Compaction.compact(instance, host, start);
    }

    /** What these jobs hold together; of the cores all the time the most that they ever hold. */
    private static Shape whole(Instance instance, List<Integer> numbers, Schedule schedule, int[] jobs, int from) {
        int end = 0;
        for (int job : jobs) {
            end = Math.max(
                    end,
                    schedule.start()[job] + instance.shape(numbers.get(job)).seconds());
        }
        long[] bytes = new long[end - from];
        int[] cores = new int[end - from];
        for (int job : jobs) {
            Shape shape = instance.shape(numbers.get(job));
            for (int second = 0; second < shape.seconds(); second++) {
                bytes[schedule.start()[job] - from + second] += shape.bytes[second];
                cores[schedule.start()[job] - from + second] += shape.cores;
            }
        }
        return new Shape(bytes, Arrays.stream(cores).max().orElse(0));
    }

    /** The one host's schedule on all of them: job j is job j ÷ hosts on host j mod hosts. */
    static Schedule onEqualHosts(Instance instance, Schedule one) {
        int[] host = new int[instance.jobs()];
        int[] start = new int[instance.jobs()];
        for (int job = 0; job < host.length; job++) {
            host[job] = job % instance.hosts();
            start[job] = one.start()[job / instance.hosts()];
        }
        return Compaction.compact(instance, host, start);
    }
}
