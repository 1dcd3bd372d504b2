package ballast.coordinator.schedule;

import ballast.model.Cell;
import ballast.model.Demand;
import ballast.model.HostReport;
import ballast.model.Isolation;

/** What one host carries while a plan is made; changes as the plan grows. */
final class HostLoad {
    private final Fleet.Host host;
    private final Readiness readiness;
    private Demand used = Demand.NOTHING;
    private boolean exclusive;
    private int attempts;

    HostLoad(Fleet.Host host, boolean draining) {
        this.host = host;
        this.readiness = Readiness.of(host, draining);
    }

    HostReport report() {
        return host.report();
    }

    /** Whether it may be given anything at all. */
    boolean takesWork() {
        return readiness.takesWork();
    }

    int attempts() {
        return attempts;
    }

    void add(Cell cell) {
        used = used.plus(cell.spec().demand());
        exclusive |= cell.isolation() == Isolation.EXCLUSIVE;
        attempts++;
    }

    /** Something runs there of which nothing is known: nobody may join it. */
    void addUnknown() {
        exclusive = true;
        attempts++;
    }

    boolean couldEverTake(Need need) {
        return need.couldEverBeMetBy(report());
    }

    boolean canTakeNow(Need need) {
        if (!takesWork() || exclusive || !couldEverTake(need)) {
            return false;
        }
        Cell cell = need.cell();
        if (cell.isolation() == Isolation.EXCLUSIVE) {
            return attempts == 0;
        }
        return used.plus(cell.spec().demand()).fitsIn(report().capacity());
    }

    /** Bytes of the budget that nobody uses; negative if a host now reports less than was given away. */
    long freeBytes() {
        return report().budget().bytes() - used.memory().bytes();
    }
}
