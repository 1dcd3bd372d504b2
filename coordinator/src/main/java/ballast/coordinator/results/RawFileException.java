package ballast.coordinator.results;

import java.io.IOException;

/** A raw file is not as it should be; the message says {@code file:line}. */
public final class RawFileException extends IOException {
    private static final long serialVersionUID = 1;

    RawFileException(String message) {
        super(message);
    }
}
