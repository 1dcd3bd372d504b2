package ballast.coordinator.trace;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random traces for properties. */
final class TraceArbitraries {
    private TraceArbitraries() {}

    /** 1 to 80 s of up to 16 GiB, with seconds of nothing among them. */
    static Arbitrary<Trace> traces() {
        return Arbitraries.longs()
                .between(0, 16L << 30)
                .array(long[].class)
                .ofMinSize(1)
                .ofMaxSize(80)
                .map(Trace::of);
    }
}
