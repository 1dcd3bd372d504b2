package ballast.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostInventoryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0", "0-3 | 0 1 2 3", "0-1,8 | 0 1 8", "1,3,5-6 | 1 3 5 6", "9-11,40 | 9 10 11 40"})
    void readsTheListOfAllowedCpus(String list, String numbers) {
        List<String> status = List.of("Cpus_allowed:\tff", "Cpus_allowed_list:\t" + list, "Mems_allowed_list:\t0");
        List<Integer> expected =
                Arrays.stream(numbers.split(" ")).map(Integer::valueOf).toList();
        assertThat(HostInventory.allowedCpus(status)).isEqualTo(expected);
    }

    @Test
    void aStatusWithoutTheListIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> HostInventory.allowedCpus(List.of("Name:\tjava")))
                .withMessage("/proc/self/status has no Cpus_allowed_list");
    }

    @Test
    void thisHostHasWhatTheKernelSays() throws Exception {
        HostInventory host = HostInventory.read();
        assertThat(host.cpus()).hasSize(Runtime.getRuntime().availableProcessors());
        assertThat(host.available().compareTo(host.memory())).isNegative();
        assertThat(host.kernel()).isEqualTo(System.getProperty("os.version"));
    }
}
