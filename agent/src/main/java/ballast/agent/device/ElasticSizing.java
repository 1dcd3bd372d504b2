package ballast.agent.device;

import ballast.model.ByteSize;
import ballast.model.VmSpec;
import java.util.Optional;

/**
 * The published artefact's policy for a virtio-mem that follows its guest, asked after each of the guest's samples. With
 * free = 0.9 · (free huge pages in bytes) and step = memory/16: below step/2 it grows by two steps, below a step by one, and
 * above two steps it shrinks by one.
 */
public final class ElasticSizing {
    private static final long HUGE_PAGE = 2L << 20;

    private ElasticSizing() {}

    /**
     * The size to ask for next.
     *
     * @param now the size that the device has reached: where an unplug is stuck, what was asked for says nothing
     * @param freeHugePages free pages of 2 MiB in the guest
     * @return empty if it is to stay
     */
    public static Optional<ByteSize> next(VmSpec vm, ByteSize now, long freeHugePages) {
        double free = 0.9 * freeHugePages * HUGE_PAGE;
        double step = vm.memory().bytes() / 16.0;
        long wanted = now.bytes();
        if (free < step / 2) {
            wanted += (long) (2 * step);
        } else if (free < step) {
            wanted += (long) step;
        } else if (free > 2 * step) {
            wanted -= (long) step;
        }
        ByteSize next = vm.nearestSize(new ByteSize(Math.max(0, wanted)));
        return next.equals(now) ? Optional.empty() : Optional.of(next);
    }
}
