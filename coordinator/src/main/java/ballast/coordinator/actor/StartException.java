package ballast.coordinator.actor;

/** The coordinator cannot start; the message is for users and says what to do. */
public sealed class StartException extends Exception permits StartException.Passing {
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the same start may succeed later: what is missing is another node. */
    public boolean passing() {
        return false;
    }

    /** Others are not there yet. */
    static final class Passing extends StartException {
        private static final long serialVersionUID = 1;

        Passing(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean passing() {
            return true;
        }
    }
}
