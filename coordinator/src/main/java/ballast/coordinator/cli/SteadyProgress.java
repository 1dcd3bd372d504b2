package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A display that may fail without harm to what it shows: that is said once, and the rest goes on without it. */
final class SteadyProgress implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyProgress.class);

    private final Progress display;
    private final PrintStream err;
    private boolean broken;

    SteadyProgress(Progress display, PrintStream err) {
        this.display = display;
        this.err = err;
    }

    @Override
    public synchronized void show(CampaignView view) {
        attempt(() -> display.show(view));
    }

    @Override
    public synchronized void note(String line) {
        if (!attempt(() -> display.note(line))) {
            err.println(ProgressText.printable(line));
        }
    }

    @Override
    public synchronized void close() {
        attempt(display::close);
    }

    /** @return whether the display still works */
    private boolean attempt(Runnable step) {
        if (broken) {
            return false;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            broken = true;
            LOG.info("the progress display failed", e);
            err.println("ballast: the progress display failed (" + e + "); the run goes on without it");
        }
        return !broken;
    }
}
