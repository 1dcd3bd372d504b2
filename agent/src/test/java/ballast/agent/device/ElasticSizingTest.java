package ballast.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.ByteSize;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.VmSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElasticSizingTest {
    /** A step is 64 MiB, which are 32 huge pages. */
    private static final VmSpec VM = new VmSpec(
            ByteSize.gib(1), ByteSize.mib(256), ByteSize.mib(256), 1, Mode.VIRTIO_MEM_AUTO, Machine.Q35, List.of());

    @ParameterizedTest
    @CsvSource({
        "512,   0, 640", // nothing free: two steps
        "512,  17, 640", // 0.9 · 34 MiB is below half a step
        "512,  18, 576", // 0.9 · 36 MiB is not
        "512,  35, 576", // 0.9 · 70 MiB is below a step
        "512,  36, 512", // enough
        "512,  71, 512", // 0.9 · 142 MiB is below two steps
        "512,  72, 448", // above
        "1024,  0, 1024",
        "960,   0, 1024",
        "256, 500, 256",
        "300, 500, 256"
    })
    void followsTheFreeHugePages(long now, long huge, long next) {
        ByteSize size = ByteSize.mib(now);
        assertThat(ElasticSizing.next(VM, size, huge).orElse(size)).isEqualTo(ByteSize.mib(next));
    }
}
