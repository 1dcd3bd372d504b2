package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"250ms,250", "10s,10000", "2m,120000", "1h,3600000", "0s,0", "1.5s,1500", "' 7 ms ',7"})
    void reads(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | got '10', which has no unit; want one of ms, s, m, h, such as 10s",
                "10sec | got '10sec', which has the unknown unit 'sec'; want one of ms, s, m, h, such as 10s",
                "0.5ms | got '0.5ms', want a whole number of milliseconds",
                "-1s | got '-1s', want a duration such as 250ms, 10s, 2m or 1h",
                "soon | got 'soon', want a duration such as 250ms, 10s, 2m or 1h"
            })
    void refuses(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0,0s", "250,250ms", "90000,90s", "120000,2m", "7200000,2h"})
    void writesTheLargestWholeUnit(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
}
