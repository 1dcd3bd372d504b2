package ballast.coordinator.stats;

/** Two ways to compute a figure from the same raw samples; both are told, and never mixed. */
public enum Variant {
    /** What is known to be wrong in the published artefact's computation is mended. */
    CORRECTED(
            "corrected",
            "every RSS sample counts, a VM that ended occupies nothing, rates are bytes that moved / time, and no"
                    + " series is cut"),
    /** To be held beside published figures; computed by other rules than ours wherever those differ. */
    AS_PUBLISHED(
            "as-published",
            "as the published artefact's plot scripts compute it: samples with anything missing are dropped, a VM"
                    + " that ended is carried forward, rates are the VM's full size / time, and stream is cut where"
                    + " virtio-balloon's own time passes 140 s");

    private final String label;
    private final String explanation;

    Variant(String label, String explanation) {
        this.label = label;
        this.explanation = explanation;
    }

    /** As users and programs write it. */
    public String label() {
        return label;
    }

    /** What it does with the samples, for people. */
    public String explanation() {
        return explanation;
    }

    @Override
    public String toString() {
        return label;
    }
}
