package ballast.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleVms;
import ballast.model.ByteSize;
import ballast.model.Mode;
import ballast.model.VmSpec;
import org.junit.jupiter.api.Test;

class DeviceArgumentsTest {
    private static ReclamationDevice device(Mode mode) {
        return ReclamationDevice.of(ExampleVms.of(mode));
    }

    @Test
    void theBalloonStartsWithAllOfTheMemory() {
        VmSpec vm = ExampleVms.of(Mode.BASE_MANUAL);
        assertThat(device(Mode.BASE_MANUAL).arguments(vm))
                .containsExactly(
                        "-m", "1024M", "-device", "{\"driver\":\"virtio-balloon\",\"free-page-reporting\":false}");
        assertThat(device(Mode.BASE_AUTO).arguments(vm))
                .containsExactly(
                        "-m", "1024M", "-device", "{\"driver\":\"virtio-balloon\",\"free-page-reporting\":true}");
    }

    @Test
    void virtioMemStartsWithItsMinimumAndPlugsTheRestOfTheInitialSize() {
        assertThat(device(Mode.VIRTIO_MEM).arguments(ExampleVms.of(Mode.VIRTIO_MEM)))
                .containsExactly(
                        "-m",
                        "256M,maxmem=1024M",
                        "-object",
                        "memory-backend-ram,id=vmem0,size=768M,prealloc=off,reserve=off",
                        "-device",
                        "virtio-mem-pci,id=vm0,memdev=vmem0,node=0,requested-size=512M,prealloc=off");
    }

    @Test
    void onlyVirtioMemNeedsAWordForTheKernelAndHasMemoryOfItsOwn() {
        assertThat(device(Mode.VIRTIO_MEM).kernelArguments()).containsExactly("memhp_default_state=online_movable");
        assertThat(device(Mode.VIRTIO_MEM).machineMemory(ExampleVms.of(Mode.VIRTIO_MEM)))
                .isEqualTo(ByteSize.mib(256));
        for (Mode mode : new Mode[] {Mode.BASE_MANUAL, Mode.BASE_AUTO}) {
            assertThat(device(mode).kernelArguments()).isEmpty();
            assertThat(device(mode).machineMemory(ExampleVms.of(mode))).isEqualTo(ByteSize.gib(1));
        }
    }
}
