package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmSpecTest {
    private static VmSpec vm(String memory, String minimum, String initial, int cores, List<String> kernelArguments) {
        return new VmSpec(
                ByteSize.parse(memory),
                ByteSize.parse(minimum),
                ByteSize.parse(initial),
                cores,
                Mode.BASE_MANUAL,
                Machine.PC,
                kernelArguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "512MiB | 256MiB | 512MiB | 0 | cores: got 0, want 1 or more",
                "513MiB | 256MiB | 512MiB | 1 | got a size of 513MiB, want a multiple of 2MiB",
                "512MiB | 257MiB | 512MiB | 1 | got a size of 257MiB, want a multiple of 2MiB",
                "512MiB | 256MiB | 301MiB | 1 | got a size of 301MiB, want a multiple of 2MiB",
                "512MiB | 126MiB | 512MiB | 1 | minimum: got 126MiB, want 128MiB or more: less does not boot",
                "512MiB | 256MiB | 128MiB | 1 | initial: got 128MiB, want minimum, 256MiB, to memory, 512MiB",
                "512MiB | 256MiB | 514MiB | 1 | initial: got 514MiB, want minimum, 256MiB, to memory, 512MiB",
                "512MiB | 514MiB | 514MiB | 1 | minimum: got 514MiB, want memory, 512MiB, or less"
            })
    void isRefusedOutOfRange(String memory, String minimum, String initial, int cores, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vm(memory, minimum, initial, cores, List.of()))
                .withMessage(message);
    }

    @Test
    void virtioMemPlugsWholeBlocksOfTheGuestsKernel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VmSpec(
                        ByteSize.mib(512),
                        ByteSize.mib(192),
                        ByteSize.mib(512),
                        1,
                        Mode.VIRTIO_MEM,
                        Machine.PC,
                        List.of()))
                .withMessage("memory − minimum: got 320MiB to plug, want a multiple of 128MiB for virtio-mem:"
                        + " the guest's kernel plugs whole blocks of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "tab\there", "umlaut=ä"})
    void aKernelArgumentIsOneWord(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vm("512MiB", "256MiB", "512MiB", 1, List.of(argument)))
                .withMessage("kernel argument: got '" + argument + "', want one word of printable ASCII");
    }

    @Test
    void theSmallestAndOnlySizeIsAllowed() {
        assertThat(vm("128MiB", "128MiB", "128MiB", 1, List.of()).reservation())
                .isEqualTo(ByteSize.mib(128).plus(VmSpec.OVERHEAD));
    }

    @Test
    void itsKernelArgumentsCannotBeChangedLater() {
        List<String> words = new ArrayList<>(List.of("quiet"));
        VmSpec vm = vm("512MiB", "256MiB", "512MiB", 1, words);
        words.add("nokaslr");
        assertThat(vm.kernelArguments()).containsExactly("quiet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9       | 1000    | sample-interval: got 9ms, want 10ms to 1h",
                "3600001 | 3600001 | sample-interval: got 3600001ms, want 10ms to 1h",
                "100     | 99      | guest-interval: got 99ms, want sample-interval (100ms) to 1h",
                "100     | 3600001 | guest-interval: got 3600001ms, want sample-interval (100ms) to 1h"
            })
    void samplingIsRefusedOutOfRange(long intervalMs, long guestIntervalMs, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampling(Duration.ofMillis(intervalMs), Duration.ofMillis(guestIntervalMs)))
                .withMessage(message);
    }
}
