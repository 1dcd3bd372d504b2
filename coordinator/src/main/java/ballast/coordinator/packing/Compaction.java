package ballast.coordinator.packing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Lets every job start as early on its host as the others allow, until none can start earlier. */
final class Compaction {
    private Compaction() {}

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
        return Schedule.of(instance, host, start);
    }
}
