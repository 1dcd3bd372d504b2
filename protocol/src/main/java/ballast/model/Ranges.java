package ballast.model;

/** Range checks whose message names the parameter, the value and the range. */
final class Ranges {
    private static final ByteSize PAGE = new ByteSize(4096);

    private Ranges() {}

    static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": got " + value + ", want " + least + " or more");
        }
    }

    /** The guest touches whole pages: a rest would be left out without a word. */
    static void wholePages(String name, ByteSize value) {
        if (value.bytes() == 0 || !value.isMultipleOf(PAGE)) {
            throw new IllegalArgumentException(name + ": got " + value + ", want a positive multiple of " + PAGE);
        }
    }

    static void notNegative(String name, java.time.Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": got " + value + ", want 0 s or more");
        }
    }

    static void positive(String name, java.time.Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": got " + value + ", want more than 0 s");
        }
    }
}
