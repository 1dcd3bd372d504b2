package ballast.coordinator.stats;

import ballast.coordinator.stats.Resize.Direction;
import ballast.model.ByteSize;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * How fast a VM shrinks, grows and touches its memory again, in GiB/s. The first iteration is left out when there are more: it
 * also pays for what only happens once (hyperalloc-bench's plots do the same).
 */
public final class InflateFigures {
    private static final double GIB = 1L << 30;
    private static final double NANOS_PER_SECOND = 1e9;

    private InflateFigures() {}

    /**
     * @param resizes rate = bytes that moved ÷ time; the artefact divides the VM's full size instead, though less moves
     * @param iterations whose touch times count, in order
     * @param touch bytes that the guest touches in each
     */
    public static Figures of(List<Resize> resizes, List<Iteration> iterations, ByteSize touch) {
        return Figures.NONE
                .and(Figures.SHRINK_GIB_S, Spread.of(rates(resizes, Direction.SHRINK)))
                .and(Figures.GROW_GIB_S, Spread.of(rates(resizes, Direction.GROW)))
                .and(Figures.TOUCH_GIB_S, Spread.of(rates(iterations, touch, Iteration::touch)))
                .and(Figures.TOUCH2_GIB_S, Spread.of(rates(iterations, touch, Iteration::touch2)));
    }

    /**
     * As the published artefact's plots compute it, with mean and percentiles: {@code reclaim} and {@code return} divide the VM's
     * full size, though less moves; {@code install} and {@code access} are the touches, of all memory but 1 GiB, and {@code
     * return_install} is a growth and the first touch together.
     */
    public static Figures asPublished(List<Iteration> iterations, ByteSize memory) {
        ByteSize touched = memory.minus(ByteSize.gib(1));
        List<Iteration> used = withoutFirst(iterations);
        return published("reclaim", used, row -> rate(memory.bytes(), (double) row.shrink()))
                .and(published("return", used, row -> rate(memory.bytes(), (double) row.grow())))
                .and(published("install", used, row -> rate(touched.bytes(), row.touch())))
                .and(published("access", used, row -> rate(touched.bytes(), row.touch2())))
                .and(published(
                        "return_install",
                        used,
                        row -> 1
                                / (1 / rate(memory.bytes(), (double) row.grow())
                                        + 1 / rate(touched.bytes(), row.touch()))));
    }

    private static Figures published(String name, List<Iteration> used, ToDoubleFunction<Iteration> rate) {
        return Distribution.of(used.stream().mapToDouble(rate))
                .map(rates -> rates.figures(name + "_gib_s"))
                .orElse(Figures.NONE);
    }

    private static DoubleStream rates(List<Resize> resizes, Direction direction) {
        return withoutFirst(resizes.stream()
                        .filter(resize -> resize.direction() == direction)
                        .toList())
                .stream()
                .mapToDouble(resize -> rate(resize.moved(), (double) resize.nanos()));
    }

    private static DoubleStream rates(List<Iteration> iterations, ByteSize touch, ToDoubleFunction<Iteration> nanos) {
        return withoutFirst(iterations).stream()
                .mapToDouble(iteration -> rate(touch.bytes(), nanos.applyAsDouble(iteration)));
    }

    private static <T> List<T> withoutFirst(List<T> all) {
        return all.size() < 2 ? all : all.subList(1, all.size());
    }

    /** NaN if the time is, or if none passed. */
    private static double rate(long bytes, double nanos) {
        return nanos <= 0 ? Double.NaN : bytes / GIB / (nanos / NANOS_PER_SECOND);
    }
}
