package ballast.coordinator.packing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Lets every job start as early on its host as the others allow, until none can start earlier. */
final class Compaction {
    private Compaction() {}

    static Schedule compact(Instance instance, Schedule schedule) {
        return compact(instance, schedule.host().clone(), schedule.start().clone());
    }

    /** Changes the starts. */
    static Schedule compact(Instance instance, int[] host, int[] start) {
        List<Timeline> timelines = instance.timelines();
        for (int job = 0; job < start.length; job++) {
            timelines.get(host[job]).add(instance.shape(job), start[job]);
        }
        List<Integer> order = IntStream.range(0, start.length)
                .boxed()
                .sorted(Comparator.comparing(job -> start[job]))
                .toList();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int job : order) {
                Timeline timeline = timelines.get(host[job]);
                Shape shape = instance.shape(job);
                timeline.remove(shape, start[job]);
                int earlier = timeline.earliest(shape, 0, start[job]);
                moved |= earlier < start[job];
                start[job] = earlier;
                timeline.add(shape, earlier);
            }
        }
        return inListOrder(instance, host, start);
    }

    /** Of jobs that are alike the first in the list takes the first start. */
    private static Schedule inListOrder(Instance instance, int[] host, int[] start) {
        int[] newHost = host.clone();
        int[] newStart = start.clone();
        for (List<Integer> jobs : instance.alike().values()) {
            List<Integer> byStart = jobs.stream()
                    .sorted(Comparator.<Integer, Integer>comparing(job -> start[job])
                            .thenComparing(job -> host[job]))
                    .toList();
            for (int each = 0; each < jobs.size(); each++) {
                newHost[jobs.get(each)] = host[byStart.get(each)];
                newStart[jobs.get(each)] = start[byStart.get(each)];
            }
        }
        return Schedule.of(instance, newHost, newStart);
    }
}
