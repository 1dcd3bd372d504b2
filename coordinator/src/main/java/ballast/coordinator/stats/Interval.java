package ballast.coordinator.stats;

/** A confidence interval, both ends in it. */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("got an interval from " + low + " to " + high + ", want low <= high");
        }
    }

    boolean isWithin(double lowest, double highest) {
        return lowest <= low && high <= highest;
    }
}
