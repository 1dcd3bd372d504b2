package ballast.coordinator.cli;

/** Counted things. */
final class Words {
    private Words() {}

    /** {@code 1 run}, {@code 2 runs}. */
    static String of(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
