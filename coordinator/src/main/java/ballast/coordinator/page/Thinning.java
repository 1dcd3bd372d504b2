package ballast.coordinator.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Fewer rows that look the same: of each stretch of time the one with the lowest and the one with the highest value, so that no peak is lost. */
final class Thinning {
    private Thinning() {}

    /** @param most rows that are left, 4 or more; ends are kept */
    static <T> List<T> of(List<T> rows, int most, ToDoubleFunction<T> value) {
        if (rows.size() <= most) {
            return rows;
        }
        int buckets = most / 2 - 1;
        List<T> kept = new ArrayList<>();
        kept.add(rows.get(0));
        int inner = rows.size() - 2;
        for (int bucket = 0; bucket < buckets; bucket++) {
            int from = 1 + (int) ((long) inner * bucket / buckets);
            int to = 1 + (int) ((long) inner * (bucket + 1) / buckets);
            addExtremes(rows.subList(from, to), value, kept);
        }
        kept.add(rows.get(rows.size() - 1));
        return kept;
    }

    private static <T> void addExtremes(List<T> bucket, ToDoubleFunction<T> value, List<T> kept) {
        int low = 0;
        int high = 0;
        for (int i = 1; i < bucket.size(); i++) {
            double here = value.applyAsDouble(bucket.get(i));
            if (here < value.applyAsDouble(bucket.get(low)) || Double.isNaN(value.applyAsDouble(bucket.get(low)))) {
                low = i;
            }
            if (here > value.applyAsDouble(bucket.get(high)) || Double.isNaN(value.applyAsDouble(bucket.get(high)))) {
                high = i;
            }
        }
        kept.add(bucket.get(Math.min(low, high)));
        if (low != high) {
            kept.add(bucket.get(Math.max(low, high)));
        }
    }
}
