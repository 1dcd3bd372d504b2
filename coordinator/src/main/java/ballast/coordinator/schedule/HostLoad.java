package ballast.coordinator.schedule;

import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Demand;
import ballast.model.HostReport;
import ballast.model.Isolation;

/** What one host carries while a plan is made; changes as the plan grows. */
final class HostLoad {
    private final Fleet.Host host;
    private Demand used = new Demand(ByteSize.ZERO, 0);
    private boolean exclusive;
    private int attempts;

    HostLoad(Fleet.Host host) {
        this.host = host;
    }

    HostReport report() {
        return host.report();
    }

    boolean answers() {
        return host.answers();
    }

    int attempts() {
        return attempts;
    }

    void add(Cell cell) {
        Demand demand = cell.spec().demand();
        used = new Demand(used.memory().plus(demand.memory()), used.cores() + demand.cores());
        exclusive |= cell.isolation() == Isolation.EXCLUSIVE;
        attempts++;
    }

    /** Something runs there of which nothing is known: nobody may join it. */
    void addUnknown() {
        exclusive = true;
        attempts++;
    }

    boolean couldEverTake(Cell cell) {
        return cell.spec().demand().fitsIn(report().capacity());
    }

    boolean canTakeNow(Cell cell) {
        if (!answers() || exclusive || !couldEverTake(cell)) {
            return false;
        }
        if (cell.isolation() == Isolation.EXCLUSIVE) {
            return attempts == 0;
        }
        Demand demand = cell.spec().demand();
        Demand together = new Demand(used.memory().plus(demand.memory()), used.cores() + demand.cores());
        return together.fitsIn(report().capacity());
    }

    /** Bytes of the budget that nobody uses; negative if a host now reports less than was given away. */
    long freeBytes() {
        return report().budget().bytes() - used.memory().bytes();
    }
}
