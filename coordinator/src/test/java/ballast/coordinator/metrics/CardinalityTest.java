package ballast.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.AttemptId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many series a lab of 1,000 VMs has, as the README says it, and that long campaigns do not add to them. */
class CardinalityTest {
    private static final int OF_A_VM = 10;
    private static final int OF_A_HOST = 21;

    private final CoordinatorMetrics metrics = new CoordinatorMetrics();
    private final ThousandVms lab = new ThousandVms(metrics);

    @Test
    void aVmHasTenSeriesAndAHostTwentyOne() {
        int without = series();
        lab.tell(lab.attempts(), 0);

        assertThat(series() - without).isEqualTo(ThousandVms.HOSTS * (ThousandVms.VMS_OF_A_HOST * OF_A_VM + OF_A_HOST));
        assertThat(without).isLessThan(200);
    }

    @Test
    void tenThousandRunsLeaveNoMoreSeriesThanTheFirst() {
        List<AttemptId> attempts = lab.attempts();
        lab.tell(attempts, 0);
        int first = series();
        for (int generation = 1; generation <= 10; generation++) {
            lab.end(attempts);
            attempts = lab.attempts();
            lab.tell(attempts, generation);
        }
        assertThat(series()).isEqualTo(first);
        lab.end(attempts);
        assertThat(first - series()).isEqualTo(ThousandVms.HOSTS * ThousandVms.VMS_OF_A_HOST * OF_A_VM);
    }

    private int series() {
        return (int)
                metrics.scrape().lines().filter(line -> !line.startsWith("#")).count();
    }
}
