package ballast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BenchmarkSpecTest {
    private static final VmSpec VM = Examples.vm(Mode.BASE_MANUAL);

    private static BenchmarkSpec.Inflate inflate(
            VmSpec vm, String target, String touch, int iterations, Duration delay, Duration resizeTimeout) {
        return new BenchmarkSpec.Inflate(
                vm, ByteSize.parse(target), ByteSize.parse(touch), false, iterations, delay, resizeTimeout);
    }

    private static BenchmarkSpec.Inflate inflate(String target, String touch) {
        return inflate(VM, target, touch, 1, Duration.ZERO, Duration.ofSeconds(1));
    }

    private static BenchmarkSpec.MultiVm multiVm(Mode mode, int vms, int builds, Duration delay) {
        return new BenchmarkSpec.MultiVm(Examples.vm(mode), vms, Examples.write(), false, builds, delay);
    }

    private static void assertRefused(String message, ThrowingCallable making) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessage(message);
    }

    @Test
    void inflateRefusesCountsAndTimesOutOfRange() {
        Duration second = Duration.ofSeconds(1);
        assertRefused(
                "iterations: got 0, want 1 or more", () -> inflate(VM, "256MiB", "512MiB", 0, Duration.ZERO, second));
        assertRefused(
                "delay: got PT-1S, want 0 s or more",
                () -> inflate(VM, "256MiB", "512MiB", 1, second.negated(), second));
        assertRefused(
                "resize-timeout: got PT0S, want more than 0 s",
                () -> inflate(VM, "256MiB", "512MiB", 1, second, Duration.ZERO));
    }

    @Test
    void inflateRefusesSizesOutOfRange() {
        assertRefused(
                "target: got 254MiB, want 256MiB or more and less than memory, 1GiB",
                () -> inflate("254MiB", "512MiB"));
        assertRefused(
                "target: got 1GiB, want 256MiB or more and less than memory, 1GiB", () -> inflate("1GiB", "512MiB"));
        assertRefused("target: got 257MiB, want a multiple of 2MiB", () -> inflate("257MiB", "512MiB"));
        assertRefused("touch: got 1GiB, want less than memory, 1GiB", () -> inflate("256MiB", "1GiB"));
    }

    @Test
    void inflateTouchesWholePagesIfAny() {
        assertRefused("touch: got 1000000B, want a positive multiple of 4KiB", () -> inflate("256MiB", "1000000B"));
        assertRefused("touch: got 0B, want a positive multiple of 4KiB", () -> inflate("256MiB", "0B"));
        var untouched = new BenchmarkSpec.Inflate(
                VM, ByteSize.mib(256), ByteSize.ZERO, true, 1, Duration.ZERO, Duration.ofSeconds(1));
        assertThat(untouched.touch()).isEqualTo(ByteSize.ZERO);
    }

    @Test
    void inflateRefusesAModeThatNobodyResizes() {
        assertRefused(
                "mode: got base-auto, want one that is resized by command: base-manual or virtio-mem;"
                        + " inflate times the resize",
                () -> inflate(
                        Examples.vm(Mode.BASE_AUTO), "256MiB", "512MiB", 1, Duration.ZERO, Duration.ofSeconds(1)));
    }

    @Test
    void multiVmRefusesCountsAndTimesOutOfRange() {
        Duration second = Duration.ofSeconds(1);
        assertRefused("vms: got 0, want 1 or more", () -> multiVm(Mode.BASE_AUTO, 0, 1, second));
        assertRefused("builds: got 0, want 1 or more", () -> multiVm(Mode.BASE_AUTO, 1, 0, second));
        assertRefused("delay: got PT0S, want more than 0 s", () -> multiVm(Mode.BASE_AUTO, 1, 1, Duration.ZERO));
    }

    @Test
    void aWorkloadTouchesAPageAtLeastAndHasTime() {
        assertRefused(
                "touch: got 4095B, want a positive multiple of 4KiB",
                () -> Workload.write(new ByteSize(4095), Duration.ofSeconds(1)));
        assertRefused("timeout: got PT0S, want more than 0 s", () -> Workload.write(ByteSize.mib(1), Duration.ZERO));
    }

    @Test
    void demandIsThatOfAllItsVmsTogether() {
        assertThat(Examples.inflate().demand()).isEqualTo(new Demand(ByteSize.mib(1024 + 160), 2, 0));
        assertThat(Examples.multiVm().demand()).isEqualTo(new Demand(ByteSize.mib(3 * (1024 + 160)), 6, 0));
        assertThat(new Demand(ByteSize.gib(1), 2, 0).fitsIn(new Demand(ByteSize.gib(1), 2, 0)))
                .isTrue();
        assertThat(new Demand(ByteSize.gib(1), 3, 0).fitsIn(new Demand(ByteSize.gib(2), 2, 0)))
                .isFalse();
        assertThat(new Demand(ByteSize.mib(1536), 1, 0)).hasToString("1 core and 1.5 GiB");
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertRefused("got 'baloon', want one of " + Mode.labels(), () -> Mode.of("baloon"));
        assertRefused(
                "got 'base-auto-vfio', want one of " + Mode.labels()
                        + ": a passed-through device may write to pages that virtio-balloon has given away (not DMA-safe)",
                () -> Mode.of("base-auto-vfio"));
        assertRefused("got 'microvm', want one of [pc, q35]", () -> Machine.of("microvm"));
        assertRefused("got 'alone', want one of [exclusive, shared]", () -> Isolation.of("alone"));
    }
}
