package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Shows how a campaign goes on while it runs. Methods may be called from any thread. */
interface Progress extends AutoCloseable {
    /** The campaign as it is now. Call it about once a second even when nothing happened: times and the ETA go on. */
    void show(CampaignView view);

    /** A line that stays, such as a warning. */
    void note(String line);

    /** Leaves the last state on the screen. */
    @Override
    void close();

    /**
     * On standard error, so that standard output stays free for results: a display that redraws itself if that is a terminal
     * which can, otherwise plain lines.
     */
    static Progress onStandardError(PrintStream standardError, InstantSource clock) {
        try {
            // The terminal must not take the signals: Ctrl-C has to end the VMs first
            Terminal terminal = TerminalBuilder.builder()
                    .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                    .nativeSignals(false)
                    .dumb(true)
                    .build();
            if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                return new SteadyProgress(new ProgressDisplay(terminal, clock), standardError);
            }
            terminal.close();
        } catch (IOException | IllegalStateException e) {
            standardError.println("no live display on this terminal: " + e.getMessage());
        }
        return new SteadyProgress(new ProgressLines(standardError, clock), standardError);
    }
}
