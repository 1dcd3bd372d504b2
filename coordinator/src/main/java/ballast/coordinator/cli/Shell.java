package ballast.coordinator.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Words for a user to paste into a shell. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+:@%=,][A-Za-z0-9_./+:@%=,-]*");

    private Shell() {}

    /** In single quotes if the shell would otherwise see more than a word in it. */
    static String quoted(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
