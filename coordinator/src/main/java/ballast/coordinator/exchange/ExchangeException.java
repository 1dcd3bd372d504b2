package ballast.coordinator.exchange;

import java.util.List;

/** A folder cannot be imported or exported to; all that is wrong with it, a line each, for users. */
public final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1;

    public ExchangeException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
