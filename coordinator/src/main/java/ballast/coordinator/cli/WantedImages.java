package ballast.coordinator.cli;

import ballast.agent.image.StoredImage;
import ballast.coordinator.matrix.Matrix;
import ballast.model.Cell;
import ballast.model.VmSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Guest images that a matrix needs and this host lacks are built before it runs, as far as Ballast can build them. */
final class WantedImages {
    private static final String FULL = "full";
    /** What its builder can put into the image, beside what it always has. */
    private static final Set<String> SOURCES = Set.of("sqlite", "clang", "linux");

    private WantedImages() {}

    /** Says what it does; an image that cannot be built is no reason to stop: its cells are skipped. */
    static void build(Matrix matrix, Map<String, String> environment, Consumer<String> says) throws CommandException {
        Set<String> needs = new TreeSet<>();
        for (Cell cell : matrix.cells()) {
            VmSpec vm = cell.spec().vm();
            if (vm.image().equals(FULL)) {
                needs.addAll(cell.spec().needs());
            }
        }
        needs.retainAll(SOURCES);
        Optional<StoredImage> present = LabOptions.full(environment);
        if (needs.isEmpty() || present.filter(image -> image.providesAll(needs)).isPresent()) {
            return;
        }
        says.accept("ballast: guest image full: wanted for " + String.join(", ", needs) + "; building it");
        // what it has already shall not be lost to other matrices
        present.ifPresent(
                image -> image.provides().stream().filter(SOURCES::contains).forEach(needs::add));
        List<String> words = List.of(FULL, "--with", String.join(",", needs));
        if (ImageBuild.run(words, environment, ProcessBuilder.Redirect.DISCARD) != ExitCode.OK) {
            says.accept("ballast: guest image full: not built (see above); the cells that need it are skipped");
        }
    }
}
