package ballast.model;

/**
 * Pressure stall information of memory, averages of the last 10 s (Linux, Documentation/accounting/psi.rst).
 *
 * @param some percent of the time in which at least one task waited for memory
 * @param full percent of the time in which all tasks did
 */
public record MemoryPressure(double some, double full) {
    public MemoryPressure {
        if (!(some >= 0 && some <= 100) || !(full >= 0 && full <= 100)) {
            throw new IllegalArgumentException(
                    "memory pressure: got some " + some + " and full " + full + ", want percent from 0 to 100");
        }
    }
}
