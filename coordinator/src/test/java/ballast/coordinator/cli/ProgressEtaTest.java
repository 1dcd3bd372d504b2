package ballast.coordinator.cli;

import static ballast.coordinator.cli.ProgressExample.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressEtaTest {
    @Test
    void unknownUntilARunHasCompleted() {
        ProgressExample campaign =
                ProgressExample.inflate().failed(0, 0, 5, "x").running(1, 5);

        assertThat(ProgressEta.of(campaign.view(), second(60))).isEmpty();
    }

    @Test
    void whatIsLeftIsSharedByWhatRunsAtATime() {
        ProgressExample campaign =
                ProgressExample.inflate().completed(0, 0, 40).running(1, 40).running(2, 40);

        // 2 × 30 s of the running and 40 s of the waiting, two at a time
        assertThat(ProgressEta.of(campaign.view(), second(50))).contains(Duration.ofSeconds(50));
    }

    @Test
    void runThatTakesLongerThanTheMeanHasNothingLeft() {
        ProgressExample campaign = ProgressExample.inflate()
                .completed(0, 0, 10)
                .completed(1, 0, 30)
                .running(2, 40)
                .skipped(3, "no host");

        assertThat(ProgressEta.of(campaign.view(), second(55))).contains(Duration.ofSeconds(5));
        assertThat(ProgressEta.of(campaign.view(), second(99))).contains(Duration.ZERO);
    }
}
