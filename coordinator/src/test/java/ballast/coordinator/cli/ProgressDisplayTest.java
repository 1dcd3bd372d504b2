package ballast.coordinator.cli;

import static ballast.coordinator.cli.ProgressExample.vm;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is on the screen of a terminal emulator after all that was written to it. */
class ProgressDisplayTest {
    private static final int WIDTH = 110;
    private static final int HEIGHT = 8;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final SettableClock clock = new SettableClock();
    private final ProgressExample campaign = ProgressExample.inflate();
    private Terminal terminal;
    private Progress progress;

    @BeforeEach
    void open() throws IOException {
        terminal = new LineDisciplineTerminal("screen", "xterm", written, UTF_8);
        terminal.setSize(new Size(WIDTH, HEIGHT));
        progress = new ProgressDisplay(terminal, clock);
    }

    private void showAt(double second) {
        clock.setSecond(second);
        progress.show(campaign.view());
    }

    /** The lines that are not blank. */
    private List<String> screen() {
        terminal.flush();
        ScreenTerminal screen = new ScreenTerminal(WIDTH, HEIGHT);
        screen.write(written.toString(UTF_8));
        long[] cells = new long[WIDTH * HEIGHT];
        screen.dump(cells, 0, 0, HEIGHT, WIDTH, new int[2]);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < WIDTH; column++) {
                line.appendCodePoint((int) (cells[row * WIDTH + column] & 0xffffffL));
            }
            if (!line.toString().isBlank()) {
                lines.add(line.toString().stripTrailing());
            }
        }
        return lines;
    }

    @Test
    void redrawsInPlace() {
        campaign.running(0, 0);
        showAt(1);
        assertThat(screen())
                .containsExactly(
                        "inflate: 0/4 cells, 1 running, ETA –",
                        "  inflate base-manual nofault=false  starting on host-1  1.0s");

        campaign.completed(0, 0, 5).running(1, 5, vm(0, "boot", 100));
        showAt(6);
        assertThat(screen()).hasSize(2).first().isEqualTo("inflate: 1/4 cells, 1 running, ETA 14s");

        campaign.completed(1, 5, 9);
        showAt(9);
        assertThat(screen()).containsExactly("inflate: 2/4 cells, ETA 9.0s");
    }

    @Test
    void redrawsAtMostFourTimesASecond() {
        showAt(1);
        campaign.completed(0, 0, 1);
        showAt(1.2);
        assertThat(screen()).containsExactly("inflate: 0/4 cells, ETA –");

        showAt(1.25);
        assertThat(screen()).containsExactly("inflate: 1/4 cells, ETA 3.0s");
    }

    @Test
    void notesStayAboveIt() {
        campaign.running(0, 0);
        showAt(1);
        progress.note("first");
        progress.note("second");

        assertThat(screen())
                .containsExactly(
                        "first",
                        "second",
                        "inflate: 0/4 cells, 1 running, ETA –",
                        "  inflate base-manual nofault=false  starting on host-1  1.0s");
    }

    @Test
    void lastStateStaysAfterClosing() {
        campaign.running(0, 0);
        showAt(1);
        campaign.completed(0, 0, 1).skipped(1, "x").skipped(2, "x").skipped(3, "x");
        showAt(1.1);
        progress.close();
        progress.close();

        assertThat(screen()).containsExactly("inflate: 4/4 cells, 3 skipped, ended");
    }
}
