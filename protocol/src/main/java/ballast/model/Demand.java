package ballast.model;

/** What a run needs of a host. */
public record Demand(ByteSize memory, int cores) {
    /** Whether a host with so much to give could ever take it. */
    public boolean fitsIn(Demand capacity) {
        return memory.compareTo(capacity.memory) <= 0 && cores <= capacity.cores;
    }

    @Override
    public String toString() {
        return cores + (cores == 1 ? " core" : " cores") + " and " + memory.toHumanText();
    }
}
