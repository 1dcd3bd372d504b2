package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0B, 0",
        "4096B, 4096",
        "1KiB, 1024",
        "512MiB, 536870912",
        "512 MiB, 536870912",
        "' 16GiB ', 17179869184",
        "1.5GiB, 1610612736",
        "0.5KiB, 512",
        "7TiB, 7696581394432"
    })
    void readsSizesWithAUnit(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16      | got '16', which has no unit; want one of B, KiB, MiB, GiB, TiB, such as 512MiB",
                "16GB    | got '16GB', which has the unknown unit 'GB'; want one of B, KiB, MiB, GiB, TiB, such as 512MiB",
                "16gib   | got '16gib', which has the unknown unit 'gib'; want one of B, KiB, MiB, GiB, TiB, such as 512MiB",
                "''      | got '', want a size such as 512MiB or 16GiB",
                "GiB     | got 'GiB', want a size such as 512MiB or 16GiB",
                "-1GiB   | got '-1GiB', want a size such as 512MiB or 16GiB",
                "1e3MiB  | got '1e3MiB', want a size such as 512MiB or 16GiB",
                "1 GiB x | got '1 GiB x', want a size such as 512MiB or 16GiB",
                "0.1B    | got '0.1B', want a whole number of bytes below 8EiB",
                "8388608TiB | got '8388608TiB', want a whole number of bytes below 8EiB",
                "999999999999999TiB | got '999999999999999TiB', want a whole number of bytes below 8EiB"
            })
    void refusesWithAMessageForUsers(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessage(message);
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.mib(1).minus(ByteSize.mib(2)))
                .withMessage("a size cannot be negative: -1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1023, 1023B", "1024, 1KiB", "1025, 1025B", "536870912, 512MiB", "1125899906842624, 1024TiB"})
    void printsTheLargestUnitThatIsExact(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KiB", "20186791936, 18.8 GiB", "1125899906842624, 1024.0 TiB"})
    void hasATextForReading(long bytes, String text) {
        assertThat(new ByteSize(bytes).toHumanText()).isEqualTo(text);
    }

    @Test
    void calculates() {
        assertThat(ByteSize.mib(3).plus(ByteSize.mib(1))).isEqualTo(ByteSize.mib(4));
        assertThat(ByteSize.mib(512).times(3)).isEqualTo(ByteSize.mib(1536));
        assertThat(ByteSize.mib(1536).toGiB()).isEqualTo(1.5);
    }
}
