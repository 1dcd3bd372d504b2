package ballast.benchmark.packing;

/** Runs from its making. */
final class Stopwatch {
    private final long started = System.nanoTime();
    private final double limit;

    Stopwatch(double limit) {
        this.limit = limit;
    }

    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    boolean isOver() {
        return seconds() > limit;
    }
}
