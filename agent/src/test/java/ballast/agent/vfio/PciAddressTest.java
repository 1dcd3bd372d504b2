package ballast.agent.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PciAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"0000:08:00.0", "ffff:ff:1f.7", "10000:e1:00.0"})
    void isWrittenAsItIsRead(String text) {
        assertThat(PciAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08:00.0",
                "0000:08:00",
                "0000:08:00.8",
                "0000:08:20.0",
                "0000:8:00.0",
                "00000:08:00.0",
                "0000:0G:00.0",
                "0000:0A:00.0",
                " 0000:08:00.0",
                "0000:08:00.0\n",
                "0000:08:00.0/.."
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PciAddress.parse(text))
                .withMessage("got '%s', want a PCI address such as 0000:08:00.0, in small hexadecimal digits", text);
    }

    @Test
    void whatIsTypedMayLackTheDomain() {
        assertThat(PciAddress.parseTyped("08:00.1")).isEqualTo(new PciAddress(0, 8, 0, 1));
        assertThat(PciAddress.parseTyped("0001:08:00.1")).isEqualTo(new PciAddress(1, 8, 0, 1));
    }

    @Test
    void partsOutOfRangeAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PciAddress(0, 256, 0, 0))
                .withMessage("PCI bus: got 256, want 0 to 255");
    }

    @Test
    void isOrderedByNumber() {
        assertThat(Stream.of("10000:00:00.0", "0000:0a:00.0", "0000:02:00.1", "0000:02:00.0")
                        .map(PciAddress::parse)
                        .sorted()
                        .map(PciAddress::toString))
                .containsExactly("0000:02:00.0", "0000:02:00.1", "0000:0a:00.0", "10000:00:00.0");
    }

    @Test
    void targetIsAGroupOrADevice() {
        assertThat(Target.parse("12")).isEqualTo(new Target.Group(12));
        assertThat(Target.parse("08:00.0")).isEqualTo(new Target.Device(new PciAddress(0, 8, 0, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse("eth0"))
                .withMessageContainingAll("got 'eth0'", "0000:08:00.0", "or the number of an IOMMU group");
    }
}
