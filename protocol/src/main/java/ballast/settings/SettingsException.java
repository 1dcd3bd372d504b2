package ballast.settings;

import java.util.List;

/** A settings file that cannot be used; the message has every problem, a line each. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;

    public SettingsException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
