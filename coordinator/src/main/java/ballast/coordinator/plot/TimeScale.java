package ballast.coordinator.plot;

/**
 * The unit of a time axis.
 *
 * @param perSecond how many of it are in a second
 */
record TimeScale(String label, double perSecond) {
    static final TimeScale QUANTA = new TimeScale("quantum", 1);

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    /** The one that reads best up to there. */
    static TimeScale of(double seconds) {
        if (seconds <= 10 * MINUTE) {
            return new TimeScale("time [s]", 1);
        }
        return seconds <= 5 * HOUR ? new TimeScale("time [min]", 1 / MINUTE) : new TimeScale("time [h]", 1 / HOUR);
    }

    double at(double seconds) {
        return seconds * perSecond;
    }
}
