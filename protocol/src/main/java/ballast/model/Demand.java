package ballast.model;

/**
 * What a run needs of a host.
 *
 * @param vfioDevices host devices that are passed through, one to each VM
 */
public record Demand(ByteSize memory, int cores, int vfioDevices) {
    public static final Demand NOTHING = new Demand(ByteSize.ZERO, 0, 0);

    public Demand plus(Demand other) {
        return new Demand(memory.plus(other.memory), cores + other.cores, vfioDevices + other.vfioDevices);
    }

    /** Memory and cores alone. */
    public Demand withoutDevices() {
        return new Demand(memory, cores, 0);
    }

    /** Cores and devices alone. */
    public Demand withoutMemory() {
        return new Demand(ByteSize.ZERO, cores, vfioDevices);
    }

    /** Whether a host with so much to give could ever take it. */
    public boolean fitsIn(Demand capacity) {
        return memory.compareTo(capacity.memory) <= 0 && cores <= capacity.cores && vfioDevices <= capacity.vfioDevices;
    }

    @Override
    public String toString() {
        return cores + (cores == 1 ? " core" : " cores") + " and " + memory.toHumanText()
                + (vfioDevices == 0 ? "" : " and " + vfioDevices + " VFIO device" + (vfioDevices == 1 ? "" : "s"));
    }
}
