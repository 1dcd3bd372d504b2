package ballast.coordinator.packing;

import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Begins with the best schedule that is known, and gives a better one, or a higher lower bound, or nothing. */
interface ExactEngine {
    /** Seconds before which no plan ends, as far as it can tell; no less than what was known before. */
    int bound(Schedule best);

    /** A schedule that ends sooner than this one. */
    Optional<Schedule> better(Schedule best);

    /** Nothing where CP-SAT is not installed, which is optional, or does not work, or the question is too large for it. */
    static Optional<ExactEngine> of(Instance instance, Options options) {
        return Installed.YES ? CpSat.of(instance, options) : Optional.empty();
    }

    /** Found out once, when it is first needed: it takes a second. */
    final class Installed {
        private static final boolean YES = works();

        private Installed() {}

        private static boolean works() {
            try {
                CpSat.load();
                return true;
            } catch (LinkageError | RuntimeException e) {
                LoggerFactory.getLogger(ExactEngine.class)
                        .info("no CP-SAT here, plans are made without it: {}", e.toString());
                return false;
            }
        }
    }
}
