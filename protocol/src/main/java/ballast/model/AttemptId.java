package ballast.model;

/**
 * One try at a run on one host. The number fences: of two attempts the higher is the valid one.
 *
 * @param number counted from 1
 */
public record AttemptId(RunId run, int number) implements Comparable<AttemptId> {
    public AttemptId {
        Ranges.atLeast("attempt", number, 1);
    }

    @Override
    public int compareTo(AttemptId other) {
        int byRun = run.compareTo(other.run);
        return byRun != 0 ? byRun : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return run + "/attempt-" + number;
    }
}
