package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** Progress as a few lines at the bottom of a terminal that redraw themselves. */
final class ProgressDisplay implements Progress {
    private static final Duration BETWEEN_REDRAWS = Duration.ofMillis(250);

    private final Terminal terminal;
    private final InstantSource clock;
    private final Display display;
    private Optional<CampaignView> latest = Optional.empty();
    private Instant drawn = Instant.MIN;
    private Size size = new Size(0, 0);
    private boolean closed;

    /** Owns the terminal: closing this closes it. */
    ProgressDisplay(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.display = new Display(terminal, false);
    }

    @Override
    public synchronized void show(CampaignView view) {
        latest = Optional.of(view);
        Instant now = clock.instant();
        boolean due = drawn.equals(Instant.MIN) || !now.isBefore(drawn.plus(BETWEEN_REDRAWS));
        if (due && !closed) {
            draw(now);
        }
    }

    @Override
    public synchronized void note(String line) {
        erase();
        terminal.writer().println(ProgressText.printable(line));
        terminal.flush();
        if (!closed) {
            draw(clock.instant());
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        erase();
        latest.ifPresent(view -> {
            ProgressText.lines(view, clock.instant(), width(), Integer.MAX_VALUE)
                    .forEach(terminal.writer()::println);
            terminal.flush();
        });
        closed = true;
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give the terminal back", e);
        }
    }

    private void draw(Instant now) {
        followSize();
        latest.ifPresent(view -> {
            // With line ends JLine starts lines anew; without, it relies on the terminal's wrapping at the last column
            List<AttributedString> lines = ProgressText.lines(view, now, width(), size.getRows()).stream()
                    .map(line -> new AttributedString(line + "\n"))
                    .toList();
            display.update(lines, -1);
            drawn = now;
        });
    }

    /** Reads the size at each redraw rather than on a signal: the terminal is not to take signals. */
    private void followSize() {
        Size now = terminal.getSize();
        if (!now.equals(size)) {
            size = now;
            display.resize(now.getRows(), now.getColumns());
        }
    }

    private int width() {
        // The last column stays empty: some terminals wrap as soon as it is written
        return Math.max(1, terminal.getSize().getColumns() - 1);
    }

    private void erase() {
        followSize();
        display.update(List.of(), 0);
    }
}
