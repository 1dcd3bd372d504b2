package ballast.coordinator.actor;

/** The coordinator cannot start; the message is for users and says what to do. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
