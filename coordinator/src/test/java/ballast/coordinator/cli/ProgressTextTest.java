package ballast.coordinator.cli;

import static ballast.coordinator.cli.ProgressExample.second;
import static ballast.coordinator.cli.ProgressExample.vm;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {
    @Test
    void nothingIsKnownAtTheStart() {
        ProgressExample campaign = ProgressExample.inflate().running(0, 0);

        assertThat(ProgressText.lines(campaign.view(), second(3), 120, 24))
                .containsExactly(
                        "inflate: 0/4 cells, 1 running, ETA –",
                        "  inflate base-manual nofault=false  starting on host-1  3.0s");
    }

    @Test
    void runningVmsAndWhatIsLeft() {
        ProgressExample campaign = ProgressExample.inflate().completed(0, 0, 40).running(1, 40, vm(0, "shrink", 212.4));

        assertThat(ProgressText.lines(campaign.view(), second(55), 140, 24))
                .containsExactly(
                        "inflate: 1/4 cells, 1 running, ETA 1m 45s",
                        "  inflate base-manual nofault=true  shrink     RSS 600.0 MiB  target 256.0 MiB  free 212.4 MiB  15s");
    }

    @Test
    void guestThatDidNotAnswerHasNoFigure() {
        ProgressExample campaign = ProgressExample.inflate().running(0, 0, vm(0, "boot", Double.NaN));

        assertThat(ProgressText.lines(campaign.view(), second(2), 140, 24).get(1))
                .contains("free         –  2.0s");
    }

    @Test
    void everyVmOfARunHasItsLine() {
        ProgressExample campaign = ProgressExample.multivm().running(0, 0, vm(0, "build", 100), vm(1, "wait", 400));

        assertThat(ProgressText.lines(campaign.view(), second(75), 140, 24))
                .containsExactly(
                        "multivm: 0/4 cells, 1 running, ETA –",
                        "  multivm base-manual simultaneous=false  vm 0  build      RSS 600.0 MiB  target 256.0 MiB  free 100.0 MiB  1m 15s",
                        "  multivm base-manual simultaneous=false  vm 1  wait       RSS 600.0 MiB  target 256.0 MiB  free 400.0 MiB  1m 15s");
    }

    @Test
    void cellIsDoneWhenAllItsRepetitionsAre() {
        ProgressExample campaign = ProgressExample.repeated()
                .completed(0, 0, 10)
                .completed(4, 10, 30)
                .completed(1, 30, 40);

        assertThat(ProgressText.lines(campaign.view(), second(40), 120, 24))
                .containsExactly("inflate: 1/4 cells, 3/8 runs, ETA 1m 06s");
    }

    @Test
    void endedCampaignHasNoEta() {
        ProgressExample campaign = ProgressExample.inflate()
                .completed(0, 0, 40)
                .failed(1, 40, 50, "no answer")
                .completed(2, 50, 80)
                .skipped(3, "no host");

        assertThat(ProgressText.lines(campaign.view(), second(90), 120, 24))
                .containsExactly("inflate: 4/4 cells, 1 failed, 1 skipped, ended");
    }

    @Test
    void fitsTheTerminal() {
        ProgressExample campaign = ProgressExample.inflate();
        for (int run = 0; run < 4; run++) {
            campaign.running(run, 0, vm(0, "touch", 10));
        }

        assertThat(ProgressText.lines(campaign.view(), second(1), 40, 5))
                .containsExactly(
                        "inflate: 0/4 cells, 4 running, ETA –",
                        "  inflate base-ma…  touch      RSS 600.…",
                        "  inflate base-ma…  touch      RSS 600.…",
                        "  … and 2 more VMs");
        assertThat(ProgressText.lines(campaign.view(), second(1), 10, 1)).containsExactly("inflate: …");
    }

    @Test
    void escapeCodesFromAgentsDoNotReachTheTerminal() {
        ProgressExample campaign = ProgressExample.inflate().running(0, 0, vm(0, "bo\u001b[2Jot\n", 10));

        assertThat(String.join("", ProgressText.lines(campaign.view(), second(1), 200, 24)))
                .contains("bo [2Jot ")
                .doesNotContain("\u001b", "\n");
    }

    @ParameterizedTest
    @CsvSource({"0,0.0s", "4260,4.2s", "35999,35s", "125000,2m 05s", "3780000,1h 03m", "-5000,0.0s"})
    void times(long millis, String text) {
        assertThat(ProgressText.time(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
