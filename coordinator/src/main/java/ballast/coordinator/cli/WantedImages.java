package ballast.coordinator.cli;

import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.matrix.FitReport;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.results.ResultStore;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Requirement;
import java.nio.file.Path;
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

    /**
     * Has the image "full" that the matrix needs, as its builder would make it now, and lets VMs have it. Says what it does; an image
     * that cannot be built is no reason to stop: its cells are skipped.
     */
    static void build(Matrix matrix, LabOptions options, Map<String, String> environment, Consumer<String> says)
            throws CommandException {
        List<Cell> cells = matrix.cells().stream()
                .filter(cell -> cell.spec().vm().image().equals(FULL))
                .toList();
        if (cells.isEmpty()) {
            return;
        }
        HostReport host = EmbeddedLab.lookAtHost(options, environment);
        ResultPort results =
                new StoredResults(new ResultStore(options.store.toAbsolutePath().normalize()));
        FitReport fit = FitReport.of(matrix, host, Plan.peaks(matrix, host, results));
        if (!fit.fits()) {
            throw CommandException.badInput(fit.toString());
        }
        Set<String> sources = new TreeSet<>();
        cells.stream()
                .filter(cell -> onlyImageMayLack(cell, host))
                .forEach(cell -> sources.addAll(cell.spec().needs()));
        sources.retainAll(SOURCES);
        if (sources.isEmpty()) {
            return;
        }
        // what the newest has already shall not be lost to other matrices
        LabOptions.full(environment)
                .ifPresent(image ->
                        image.provides().stream().filter(SOURCES::contains).forEach(sources::add));
        Optional<Path> folder = ImageBuild.folder(List.of(FULL, "--with", String.join(",", sources)), environment);
        if (folder.isPresent()) {
            options.useFull(folder.get());
        } else {
            says.accept("ballast: guest image full: not built (see above); the cells that need it may be skipped");
        }
    }

    private static boolean onlyImageMayLack(Cell cell, HostReport host) {
        return Requirement.of(cell).stream()
                .allMatch(each -> each instanceof Requirement.GuestImage || each.metBy(host));
    }
}
