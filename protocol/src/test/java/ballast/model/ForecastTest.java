package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
    private static final Forecast FORECAST =
            new Forecast(Instant.EPOCH, Duration.ofSeconds(2), List.of(10L, 30L, 20L), 0);

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 10", "1999, 10", "2000, 30", "4500, 20", "5999, 20", "6000, 0", "99000, 0"})
    void isWhatItsBucketSays(long millis, long bytes) {
        assertThat(FORECAST.at(Duration.ofMillis(millis))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"-5, -1, 0", "-5, 0, 10", "0, 2, 30", "4, 99, 20", "6, 99, 0", "0, 99, 30"})
    void theMostOfAWhile(long from, long to, long bytes) {
        assertThat(FORECAST.most(Duration.ofSeconds(from), Duration.ofSeconds(to)))
                .isEqualTo(bytes);
    }

    @Test
    void ofSecondsKeepsThemWhileThereIsRoom() {
        Forecast forecast = Forecast.of(Instant.EPOCH, new long[] {1, 5, 3}, 0.1);
        assertThat(forecast).isEqualTo(new Forecast(Instant.EPOCH, Duration.ofSeconds(1), List.of(1L, 5L, 3L), 0.1));
    }

    @Test
    void bucketsTakeTheMostOfTheirSeconds() {
        long[] seconds = new long[Forecast.MOST_BUCKETS + 1];
        seconds[1] = 7;
        seconds[Forecast.MOST_BUCKETS] = 9;
        Forecast forecast = Forecast.of(Instant.EPOCH, seconds, 0);
        assertThat(forecast.bucket()).isEqualTo(Duration.ofSeconds(2));
        assertThat(forecast.bytes()).hasSize(513).startsWith(7L, 0L).endsWith(9L);
        assertThat(forecast.length()).isEqualTo(Duration.ofSeconds(1026));
    }

    @Test
    void refusesWhatCannotBe() {
        Instant start = Instant.EPOCH;
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Forecast(start, second, List.of(), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Forecast(start, second, List.of(-1L), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Forecast(start, Duration.ZERO, List.of(1L), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Forecast(start, second, List.of(1L), 1))
                .withMessageContaining("margin: got 1.0");
    }
}
