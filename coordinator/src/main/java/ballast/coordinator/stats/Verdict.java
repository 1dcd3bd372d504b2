package ballast.coordinator.stats;

/** What can be said of two samples. */
public enum Verdict {
    /** The test finds a difference, after the correction for many comparisons. */
    DIFFERENT("different"),
    /** It finds none, and the ratio's interval tells that a difference of any consequence would have shown. */
    NO_DIFFERENCE("no difference found"),
    /** It finds none, but could not have: too few values, or too far apart. */
    NOT_ENOUGH_DATA("not enough data");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** As users and programs read it. */
    public String label() {
        return label;
    }
}
