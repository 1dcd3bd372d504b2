package ballast.coordinator.stats;

import ballast.coordinator.stats.Resize.Direction;
import ballast.model.ByteSize;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How fast a VM shrinks, grows and touches its memory again, in GiB/s (hyperalloc-bench's {@code plot/inflate}; reference.md §3,
 * "Derived": rate = bytes moved ÷ time).
 */
public final class InflateFigures {
    private static final double GIB = 1L << 30;
    private static final double NANOS_PER_SECOND = 1e9;

    private InflateFigures() {}

    /** Median and range of {@link #measurements}, without the first iteration. */
    public static Figures of(List<Resize> resizes, List<Iteration> iterations, ByteSize touch) {
        return measurements(resizes, iterations, touch, FirstIteration.LEFT_OUT).spreads();
    }

    /**
     * Rates of each iteration: {@link Figures#SHRINK_GIB_S}, {@link Figures#GROW_GIB_S}, {@link Figures#TOUCH_GIB_S}, {@link
     * Figures#TOUCH2_GIB_S}, and {@link Figures#RETURN_INSTALL_GIB_S}, that of a growth and the first touch one after the other:
     * 1 ÷ (1 ÷ grow + 1 ÷ touch).
     *
     * @param resizes rate = bytes that moved ÷ time; the artefact divides the VM's full size instead, though less moves
     * @param iterations whose touch times count, in order; none where nothing was touched
     * @param touch bytes that the guest touches in each
     */
    public static Measurements measurements(
            List<Resize> resizes, List<Iteration> iterations, ByteSize touch, FirstIteration first) {
        List<Resize> grows = first.of(only(resizes, Direction.GROW));
        List<Iteration> used = first.of(iterations);
        return Measurements.NONE
                .and(Figures.SHRINK_GIB_S, rates(first.of(only(resizes, Direction.SHRINK)), InflateFigures::moved))
                .and(Figures.GROW_GIB_S, rates(grows, InflateFigures::moved))
                .and(Figures.TOUCH_GIB_S, rates(used, row -> rate(touch, row.touch())))
                .and(Figures.TOUCH2_GIB_S, rates(used, row -> rate(touch, row.touch2())))
                .and(
                        Figures.RETURN_INSTALL_GIB_S,
                        IntStream.range(0, Math.min(grows.size(), used.size()))
                                .mapToDouble(i -> oneAfterTheOther(
                                        moved(grows.get(i)),
                                        rate(touch, used.get(i).touch()))));
    }

    /** Mean and percentiles of {@link #measurementsAsPublished}, without the first iteration. */
    public static Figures asPublished(List<Iteration> iterations, ByteSize memory) {
        return measurementsAsPublished(iterations, memory, FirstIteration.LEFT_OUT)
                .distributions();
    }

    /**
     * As the published artefact's plots compute it: shrink and grow ("reclaim", "return") divide the VM's full size, though less
     * moves; touch and touch2 ("install", "access") are of all memory but 1 GiB, so that a VM of no
     * more has none; "return+install" is of these two.
     */
    public static Measurements measurementsAsPublished(
            List<Iteration> iterations, ByteSize memory, FirstIteration first) {
        boolean touches = memory.compareTo(ByteSize.gib(1)) > 0;
        ByteSize touched = touches ? memory.minus(ByteSize.gib(1)) : ByteSize.ZERO;
        List<Iteration> used = first.of(iterations);
        Measurements resizes = Measurements.NONE
                .and(Figures.SHRINK_GIB_S, rates(used, row -> rate(memory, (double) row.shrink())))
                .and(Figures.GROW_GIB_S, rates(used, row -> rate(memory, (double) row.grow())));
        if (!touches) {
            return resizes;
        }
        return resizes.and(Figures.TOUCH_GIB_S, rates(used, row -> rate(touched, row.touch())))
                .and(Figures.TOUCH2_GIB_S, rates(used, row -> rate(touched, row.touch2())))
                .and(
                        Figures.RETURN_INSTALL_GIB_S,
                        rates(
                                used,
                                row -> oneAfterTheOther(
                                        rate(memory, (double) row.grow()), rate(touched, row.touch()))));
    }

    private static List<Resize> only(List<Resize> resizes, Direction direction) {
        return resizes.stream()
                .filter(resize -> resize.direction() == direction)
                .toList();
    }

    private static <T> DoubleStream rates(List<T> of, ToDoubleFunction<T> rate) {
        return of.stream().mapToDouble(rate);
    }

    private static double moved(Resize resize) {
        return rate(new ByteSize(resize.moved()), (double) resize.nanos());
    }

    /** NaN if the time is, or if none passed. */
    private static double rate(ByteSize bytes, double nanos) {
        return nanos <= 0 ? Double.NaN : bytes.bytes() / GIB / (nanos / NANOS_PER_SECOND);
    }

    /** Of two steps that the same memory goes through; 0 if one of them does not move. */
    private static double oneAfterTheOther(double rate, double next) {
        return 1 / (1 / rate + 1 / next);
    }
}
