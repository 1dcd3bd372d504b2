package ballast.coordinator.packing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Jobs one after another, each on the host where it can start first. */
final class ListScheduling {
    record Place(int host, int start) {}

    private final List<Timeline> timelines;
    /** By shape and host a second before which it does not fit: more on a host never makes that earlier. */
    private final Map<Shape, int[]> notBefore = new HashMap<>();

    /** Changes the timelines. */
    ListScheduling(List<Timeline> timelines) {
        this.timelines = timelines;
    }

    /** Of jobs that are alike the first one in the list first. */
    static Schedule longestFirst(Instance instance) {
        var placed = new ListScheduling(instance.timelines());
        int[] host = new int[instance.jobs()];
        int[] start = new int[instance.jobs()];
        IntStream.range(0, instance.jobs())
                .boxed()
                .sorted(Comparator.comparing(job -> -instance.shape(job).area))
                .forEach(job -> {
                    Place place = placed.place(instance.shape(job));
                    host[job] = place.host();
                    start[job] = place.start();
                });
        return Schedule.of(instance, host, start);
    }

    /** Puts it where it can start first, which must be possible somewhere; of several hosts on the first. */
    Place place(Shape shape) {
        int[] from = notBefore.computeIfAbsent(shape, same -> new int[timelines.size()]);
        int host = -1;
        int start = Integer.MAX_VALUE;
        for (int each = 0; each < from.length; each++) {
            if (from[each] < start && timelines.get(each).everFits(shape)) {
                from[each] = timelines.get(each).earliest(shape, from[each], start - 1);
                if (from[each] < start) {
                    host = each;
                    start = from[each];
                }
            }
        }
        timelines.get(host).add(shape, start);
        return new Place(host, start);
    }
}
