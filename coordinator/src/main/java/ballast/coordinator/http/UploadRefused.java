package ballast.coordinator.http;

/** An upload that was not kept; the message is for people. */
public final class UploadRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** The path or an id in it is not allowed. */
        BAD_PATH(400),
        /** The token is not this attempt's. */
        FORBIDDEN(403),
        /** What arrived is not what was declared. */
        MISMATCH(422),
        /** It could not be written: most often the disk is full. */
        NOT_STORED(507);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    private final Reason reason;

    UploadRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UploadRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
