package ballast.coordinator.cli;

import static ballast.coordinator.cli.ProgressExample.vm;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SettableClock clock = new SettableClock();
    private final Progress progress = new ProgressLines(new PrintStream(bytes, true, UTF_8), clock);
    private final ProgressExample campaign = ProgressExample.inflate();

    private void showAt(int second) {
        clock.setSecond(second);
        progress.show(campaign.view());
    }

    private List<String> lines() {
        return bytes.toString(UTF_8).lines().toList();
    }

    @Test
    void oneLineForEachChange() {
        showAt(0);
        campaign.running(0, 1);
        showAt(1);
        showAt(2);
        campaign.completed(0, 1, 40).running(1, 40);
        showAt(40);
        campaign.failed(1, 40, 52, "the guest gave no answer within 10s");
        showAt(52);
        campaign.skipped(2, "no host has 12 cores");
        showAt(53);

        assertThat(lines())
                .containsExactly(
                        "[0/4] inflate base-manual nofault=false: started on host-1",
                        "[1/4] inflate base-manual nofault=false: completed in 39s",
                        "[1/4] inflate base-manual nofault=true: started on host-1",
                        "[2/4] inflate base-manual nofault=true: failed after 12s, boot: the guest gave no answer within 10s",
                        "[3/4] inflate virtio-mem nofault=false: skipped: no host has 12 cores");
    }

    @Test
    void retriesAreTold() {
        showAt(0);
        campaign.running(0, 1);
        showAt(1);
        campaign.waitingAgain(0);
        showAt(5);
        campaign.runningAgain(0, 6);
        showAt(6);

        assertThat(lines())
                .containsExactly(
                        "[0/4] inflate base-manual nofault=false: started on host-1",
                        "[0/4] inflate base-manual nofault=false: waiting for attempt 2",
                        "[0/4] inflate base-manual nofault=false: started on host-1, attempt 2");
    }

    @Test
    void phasesAreToldAtMostEveryTenSeconds() {
        campaign.running(0, 0);
        showAt(0);
        for (int second = 1; second <= 25; second++) {
            campaign.running(0, 0, vm(0, second % 2 == 0 ? "shrink" : "grow", 100));
            showAt(second);
        }

        assertThat(lines())
                .containsExactly(
                        "[0/4] inflate base-manual nofault=false: started on host-1",
                        "[0/4] inflate base-manual nofault=false: shrink",
                        "[0/4] inflate base-manual nofault=false: grow");
    }

    @Test
    void notesAreLinesWithoutEscapeCodes() {
        progress.note("budget \u001b[31mexceeded");

        assertThat(lines()).containsExactly("budget  [31mexceeded");
    }
}
