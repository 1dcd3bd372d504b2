package ballast.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostPoolTest {
    private static final HostPool FOUR_CPUS = new HostPool(
            new CpuPool(List.of(
                    new CpuPool.Cpu(0, 0, 0),
                    new CpuPool.Cpu(1, 1, 0),
                    new CpuPool.Cpu(2, 2, 0),
                    new CpuPool.Cpu(3, 3, 0))),
            List.of("0000:08:00.1", "0000:08:00.0"));

    @Test
    void eachVmHasCpusAndADeviceOfItsOwn() {
        HostPool.Grant grant = FOUR_CPUS.take(2, 2, true).orElseThrow();

        assertThat(grant.shares())
                .containsExactly(
                        new HostShare(List.of(0, 1), Optional.of("0000:08:00.0")),
                        new HostShare(List.of(2, 3), Optional.of("0000:08:00.1")));
        assertThat(grant.rest().vfioDevices()).isEmpty();
        assertThat(grant.rest().cpus().free()).isZero();
    }

    @Test
    void vmsWithoutVfioLeaveTheDevicesToOthers() {
        HostPool.Grant grant = FOUR_CPUS.take(1, 2, false).orElseThrow();

        assertThat(grant.shares()).containsExactly(new HostShare(List.of(0, 1), Optional.empty()));
        assertThat(grant.rest().vfioDevices()).isEqualTo(FOUR_CPUS.vfioDevices());
    }

    @Test
    void vmsMayShareTheSameCpusAndGiveThemBackOnce() {
        HostPool.Grant grant = FOUR_CPUS.takeShared(3, 2, false).orElseThrow();

        assertThat(grant.shares())
                .hasSize(3)
                .allMatch(share -> share.equals(new HostShare(List.of(0, 1), Optional.empty())));
        assertThat(grant.rest().cpus().free()).isEqualTo(2);
        assertThat(grant.rest().giveBack(grant.shares())).isEqualTo(FOUR_CPUS);
        assertThat(FOUR_CPUS.takeShared(3, 5, false)).isEmpty();
        assertThat(FOUR_CPUS.takeShared(3, 2, true)).isEmpty();
        assertThat(FOUR_CPUS.takeShared(2, 4, true).orElseThrow().shares())
                .extracting(HostShare::vfioDevice)
                .containsExactly(Optional.of("0000:08:00.0"), Optional.of("0000:08:00.1"));
    }

    @Test
    void nothingIsTakenWhereTooLittleIsFree() {
        assertThat(FOUR_CPUS.take(3, 1, true)).isEmpty();
        assertThat(FOUR_CPUS.take(2, 3, false)).isEmpty();
    }

    @Test
    void whatIsGivenBackIsFreeAgain() {
        HostPool.Grant grant = FOUR_CPUS.take(1, 3, true).orElseThrow();
        assertThat(grant.rest().take(1, 1, true)).isPresent();
        assertThat(grant.rest().giveBack(grant.shares())).isEqualTo(FOUR_CPUS);
    }
}
