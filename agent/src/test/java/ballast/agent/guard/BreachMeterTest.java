package ballast.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.ByteSize;
import ballast.model.GuardStatus;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BreachMeterTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Offset<Double> TINY = Offset.offset(1e-9);

    private final BreachMeter meter = new BreachMeter(100);

    private void at(double time, long sum) {
        meter.look(NOON.plusMillis((long) (time * 1000)), time, sum);
    }

    @Test
    void countsTimesSecondsAndTheWorst() {
        at(0.1, 100);
        assertThat(meter.total()).isEqualTo(GuardStatus.Breaches.NONE);
        at(0.2, 103);
        assertThat(meter.goesOn()).isTrue();
        at(0.3, 120);
        at(0.4, 101);
        at(0.5, 90);
        assertThat(meter.goesOn()).isFalse();
        at(0.6, 105);
        assertThat(meter.total().count()).isEqualTo(2);
        assertThat(meter.total().seconds()).isEqualTo(0.3, TINY);
        assertThat(meter.total().worst()).isEqualTo(new ByteSize(20));
    }

    @Test
    void tellsTheBreachThatGoesOnAndItsEnd() {
        assertThat(meter.look(NOON, 1, 99)).isEmpty();
        assertThat(meter.look(NOON, 2, 110)).hasValue(new Breach(NOON, 0, new ByteSize(10), new ByteSize(100)));
        assertThat(meter.look(NOON.plusSeconds(1), 3, 105))
                .hasValue(new Breach(NOON, 1, new ByteSize(10), new ByteSize(100)));
        assertThat(meter.look(NOON.plusSeconds(2), 4, 50))
                .hasValue(new Breach(NOON, 2, new ByteSize(10), new ByteSize(100)));
        assertThat(meter.look(NOON.plusSeconds(3), 5, 50)).isEmpty();
    }
}
