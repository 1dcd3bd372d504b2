package ballast.coordinator.matrix;

/**
 * A parameter's value.
 *
 * @param value of the parameter's type; {@link Unreadable} if what the user wrote was refused
 * @param text in its one canonical form, {@code 1GiB} for what was written as {@code 1024MiB}
 * @param line where it was written; 0 for a default
 */
record Value(Object value, String text, int line) {
    /** Stands for a value that was refused, so that nobody reports it as missing as well. */
    private enum Unreadable {
        VALUE
    }

    static Value unreadable(int line) {
        return new Value(Unreadable.VALUE, "?", line);
    }

    boolean isReadable() {
        return value != Unreadable.VALUE;
    }

    boolean equalsReadably(Value other) {
        return isReadable() && value.equals(other.value);
    }

    /** Whether both mean the same, however written. An unreadable value may mean anything. */
    boolean mayEqual(Value other) {
        return !isReadable() || !other.isReadable() || value.equals(other.value);
    }
}
