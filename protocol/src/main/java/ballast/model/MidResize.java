package ballast.model;

import java.time.Duration;

/**
 * A VM that is shrunk and grown back while its guest works.
 *
 * @param baseline whether it keeps its size instead: what the others are compared with
 * @param target the size to shrink to
 * @param fill bytes that the guest touches and frees first, whole pages of 4 KiB; less than the VM's memory
 * @param settle pause after that
 * @param shrinkAt from the work's start to the shrink
 * @param growAt from the work's start to the growth, later than shrinkAt
 * @param resizeTimeout the longest a resize may take
 */
public record MidResize(
        boolean baseline,
        ByteSize target,
        ByteSize fill,
        Duration settle,
        Duration shrinkAt,
        Duration growAt,
        Duration resizeTimeout) {
    public MidResize {
        Ranges.wholePages("fill", fill);
        Ranges.notNegative("settle", settle);
        Ranges.positive("shrink-at", shrinkAt);
        Ranges.positive("resize-timeout", resizeTimeout);
        if (growAt.compareTo(shrinkAt) <= 0) {
            throw new IllegalArgumentException("grow-at: got " + Durations.format(growAt)
                    + ", want more than shrink-at, " + Durations.format(shrinkAt));
        }
    }

    /** @throws IllegalArgumentException if a VM cannot be resized so */
    void requireFor(VmSpec vm) {
        if (!vm.mode().resizable()) {
            throw new IllegalArgumentException("mode: got " + vm.mode()
                    + ", want one that is resized by command, such as base-manual or virtio-mem");
        }
        vm.requireTarget(target);
        if (fill.compareTo(vm.memory()) >= 0) {
            throw new IllegalArgumentException("fill: got " + fill + ", want less than memory, " + vm.memory());
        }
    }
}
