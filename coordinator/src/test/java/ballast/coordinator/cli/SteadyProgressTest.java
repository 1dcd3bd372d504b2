package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.schedule.CampaignView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SteadyProgressTest {
    private static final Progress BROKEN = new Progress() {
        @Override
        public void show(CampaignView view) {
            throw new IllegalStateException("the terminal is gone");
        }

        @Override
        public void note(String line) {
            throw new IllegalStateException("the terminal is gone");
        }

        @Override
        public void close() {
            throw new IllegalStateException("the terminal is gone");
        }
    };

    @Test
    void aDisplayThatFailsIsReportedOnceAndNotesGoOn() {
        var bytes = new ByteArrayOutputStream();
        Progress progress = new SteadyProgress(BROKEN, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        CampaignView view = ProgressExample.inflate().view();

        progress.show(view);
        progress.show(view);
        progress.note("the disk is full");
        progress.close();

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().toList())
                .containsExactly(
                        "ballast: the progress display failed (java.lang.IllegalStateException: the terminal is gone); the"
                                + " run goes on without it",
                        "the disk is full");
    }
}
