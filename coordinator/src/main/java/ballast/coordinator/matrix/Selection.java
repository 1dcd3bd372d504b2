package ballast.coordinator.matrix;

import java.util.Optional;

/** What of a matrix is wanted: one of its profiles, or none, and its extra cells, or not. */
public final class Selection {
    private final Optional<String> profile;
    private final boolean extra;

    private Selection(Optional<String> profile, boolean extra) {
        this.profile = profile;
        this.extra = extra;
    }

    /** The matrix as it is, without any of its profiles. */
    public static Selection base() {
        return new Selection(Optional.empty(), false);
    }

    public static Selection profile(String name) {
        return new Selection(Optional.of(name), false);
    }

    /** The same, and what the matrix's section {@code extra} adds. */
    public Selection withExtra() {
        return new Selection(profile, true);
    }

    Selection withoutExtra() {
        return new Selection(profile, false);
    }

    Optional<String> profile() {
        return profile;
    }

    boolean extra() {
        return extra;
    }

    /** As it stands on the command line, each word after a space. */
    @Override
    public String toString() {
        return profile.map(name -> " --profile " + name).orElse("") + (extra ? " --extra" : "");
    }
}
