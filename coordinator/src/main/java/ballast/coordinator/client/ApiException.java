package ballast.coordinator.client;

import java.util.List;

/** The coordinator did not do it, or was not reached. The message is for users. */
public final class ApiException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    private ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** @param attempts an address and why it did not answer, each */
    static ApiException notReached(List<String> attempts) {
        return new ApiException(
                0,
                "no coordinator reached at " + String.join("; at ", attempts)
                        + "; is it running? start it with: ballast coordinator");
    }

    static ApiException refused(int status, String message) {
        return new ApiException(status, message);
    }

    /** Whether any coordinator answered. */
    public boolean reached() {
        return status != 0;
    }
}
