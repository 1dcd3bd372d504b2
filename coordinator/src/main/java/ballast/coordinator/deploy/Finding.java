package ballast.coordinator.deploy;

/**
 * What a check found of one thing.
 *
 * @param subject such as {@code java}
 * @param text what is there, and if that is not as wanted, what to do
 */
public record Finding(String subject, Level level, String text) {
    /** How bad it is. */
    public enum Level {
        OK,
        /** Works, but not as well as it could. */
        WARNING,
        /** Does not work. */
        WRONG
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Level.OK, text);
    }

    static Finding warning(String subject, String text) {
        return new Finding(subject, Level.WARNING, text);
    }

    static Finding wrong(String subject, String text) {
        return new Finding(subject, Level.WRONG, text);
    }
}
