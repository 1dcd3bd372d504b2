package ballast.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00012345, 0.000123",
        "0.25, 0.250",
        "0.8565, 0.857",
        "0.9999, 1.00",
        "1, 1.00",
        "12.34, 12.3",
        "310.36, 310",
        "7670.4, 7670",
        "14591.15, 14591",
        "0.00000001, 0.000000"
    })
    void showsAtLeastThreeSignificantDigits(double value, String text) {
        assertThat(Numbers.significant(value)).isEqualTo(text);
    }

    @Test
    void showsIntervalsInMilliseconds() {
        assertThat(Numbers.millis(1_000_000)).isEqualTo("1 ms");
        assertThat(Numbers.millis(250_000)).isEqualTo("0.25 ms");
    }
}
