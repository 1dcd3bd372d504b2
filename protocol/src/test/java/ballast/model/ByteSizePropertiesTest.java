package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ByteSizePropertiesTest {
    @Property
    void whatIsPrintedIsReadBack(@ForAll @LongRange(max = Long.MAX_VALUE) long bytes) {
        var size = new ByteSize(bytes & Long.MAX_VALUE);
        // more than 15 digits are refused: nobody means so many bytes
        if (size.toString().replaceAll("\\D", "").length() <= 15) {
            assertThat(ByteSize.parse(size.toString())).isEqualTo(size);
        }
    }

    @Property
    void wholeMebibytesAreReadBack(@ForAll @LongRange(max = 1L << 40) long mebibytes) {
        assertThat(ByteSize.parse(mebibytes + "MiB")).isEqualTo(ByteSize.mib(mebibytes));
    }

    @Property
    void roundingUpGivesTheNearestMultipleThatIsNotSmaller(
            @ForAll @LongRange(max = 1L << 50) long bytes, @ForAll @LongRange(min = 1, max = 1L << 32) long unit) {
        var rounded = new ByteSize(bytes).roundUpTo(new ByteSize(unit));
        assertThat(rounded.isMultipleOf(new ByteSize(unit))).isTrue();
        assertThat(rounded.bytes() - bytes).isBetween(0L, unit - 1);
    }

    @Property
    void orderIsThatOfTheBytes(@ForAll @LongRange(max = 1L << 50) long a, @ForAll @LongRange(max = 1L << 50) long b) {
        assertThat(new ByteSize(a).compareTo(new ByteSize(b))).isEqualTo(Long.compare(a, b));
    }
}
