package ballast.model;

import java.util.regex.Pattern;

/** What a name may look like that ends up in a path: ids come over the wire and must not climb out of a folder. */
public final class Names {
    private static final Pattern PATH_SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Names() {}

    /** @throws IllegalArgumentException unless {@code value} is 1 to 100 letters, digits, dots, dashes, not starting with a dot */
    public static String requirePathSafe(String what, String value) {
        if (value == null || !PATH_SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException(what + ": got '" + value
                    + "', want 1 to 100 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
        return value;
    }
}
