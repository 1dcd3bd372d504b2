package ballast.coordinator.packing;

import java.util.ArrayList;
import java.util.List;

/** Finds offsets for one VM more. */
final class OffsetSearch {
    private final PeriodicLoad load;
    private final Options options;

    OffsetSearch(PeriodicLoad load, Options options) {
        this.load = load;
        this.options = options;
    }

    /** Offsets for one VM more than these, or nothing if none were found. */
    List<Integer> oneMore(List<Integer> offsets) {
        for (int offset = 0; offset < load.period() && !options.enough().getAsBoolean(); offset++) {
            List<Integer> more = new ArrayList<>(offsets);
            more.add(offset);
            if (load.peak(more) <= load.usable()) {
                return more;
            }
        }
        return List.of();
    }
}
