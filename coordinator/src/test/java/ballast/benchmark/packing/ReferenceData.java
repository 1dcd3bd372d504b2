package ballast.benchmark.packing;

import java.nio.file.Path;
import java.util.Optional;

/** Where the recorded results lie that plans are measured against. */
final class ReferenceData {
    private static final String VARIABLE = "BALLAST_REFERENCE_DATA";

    private ReferenceData() {}

    static Path folder() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException(
                        VARIABLE + ": got nothing, want the folder with multivm/ and expected_packing.json"));
    }
}
