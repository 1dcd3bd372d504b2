package ballast.agent.vm;

/** The guest turned out not to have what its cell asks for: nothing is wrong, but the cell cannot be run on this. */
public final class UnsupportedException extends Exception {
    private static final long serialVersionUID = 1;

    UnsupportedException(String message) {
        super(message);
    }
}
