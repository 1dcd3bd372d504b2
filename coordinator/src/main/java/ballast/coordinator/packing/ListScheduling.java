package ballast.coordinator.packing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Jobs one after another, each on the host where it can start first. */
final class ListScheduling {
    record Place(int host, int start) {}

    private ListScheduling() {}

    /** Of jobs that are alike the first one in the list first. */
    static Schedule longestFirst(Instance instance) {
        return inOrder(
                instance,
                IntStream.range(0, instance.jobs())
                        .boxed()
                        .sorted(Comparator.comparing(job -> -instance.shape(job).area))
                        .toList());
    }

    static Schedule inOrder(Instance instance, List<Integer> order) {
        List<Timeline> timelines = instance.timelines();
        int[] host = new int[instance.jobs()];
        int[] start = new int[instance.jobs()];
        for (int job : order) {
            Place place = place(timelines, instance.shape(job));
            host[job] = place.host();
            start[job] = place.start();
        }
        return Schedule.of(instance, host, start);
    }

    /** Puts it where it can start first, which must be possible somewhere; of several hosts on the first. */
    static Place place(List<Timeline> timelines, Shape shape) {
        int host = -1;
        int start = Integer.MAX_VALUE;
        for (int each = 0; each < timelines.size(); each++) {
            if (timelines.get(each).everFits(shape)) {
                int earliest = timelines.get(each).earliest(shape, 0, start - 1);
                if (earliest < start) {
                    host = each;
                    start = earliest;
                }
            }
        }
        timelines.get(host).add(shape, start);
        return new Place(host, start);
    }
}
