package ballast.coordinator.report;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Which program computes figures: what another one has computed may differ, and is computed again. */
final class Formulas {
    private static final String STAMP = find();

    private Formulas() {}

    /** Size and time of the program's jar; of the folders of classes, where there is none. */
    static String stamp() {
        return STAMP;
    }

    private static String find() {
        CodeSource source = Formulas.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "unknown";
        }
        try {
            File place = Path.of(source.getLocation().toURI()).toFile();
            if (place.isFile()) {
                return "jar " + place.length() + "-" + place.lastModified();
            }
            File report = new File(place, "ballast/coordinator/report");
            File stats = new File(place, "ballast/coordinator/stats");
            return "classes " + report.lastModified() + "-" + stats.lastModified();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return "unknown";
        }
    }
}
