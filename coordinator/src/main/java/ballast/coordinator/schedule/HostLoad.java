package ballast.coordinator.schedule;

import ballast.model.Cell;
import ballast.model.Demand;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Requirement;

/** What one host carries while a plan is made; changes as the plan grows. */
final class HostLoad {
    private final Fleet.Host host;
    private Demand used = Demand.NOTHING;
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
        used = used.plus(cell.spec().demand());
        exclusive |= cell.isolation() == Isolation.EXCLUSIVE;
        attempts++;
    }

    /** Something runs there of which nothing is known: nobody may join it. */
    void addUnknown() {
        exclusive = true;
        attempts++;
    }

    boolean couldEverTake(Cell cell) {
        return cell.spec().demand().fitsIn(report().capacity())
                && Requirement.of(cell).stream().allMatch(requirement -> requirement.metBy(report()));
    }

    boolean canTakeNow(Cell cell) {
        if (!answers() || exclusive || !couldEverTake(cell)) {
            return false;
        }
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
