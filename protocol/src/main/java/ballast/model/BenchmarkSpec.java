package ballast.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** One benchmark with all its parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "benchmark")
public sealed interface BenchmarkSpec {
    /** As users write it: {@code inflate}, {@code multivm}. */
    @JsonIgnore
    String name();

    /** The VM, or each of its VMs. */
    VmSpec vm();

    /** VMs that run at the same time, 1 or more. */
    @JsonIgnore
    int vmCount();

    /** What a host must have free for it, at most. */
    @JsonIgnore
    default Demand demand() {
        return new Demand(vm().reservation().times(vmCount()), vm().cores() * vmCount());
    }

    private static void requireLessThanMemory(ByteSize touch, VmSpec vm) {
        if (touch.compareTo(vm.memory()) >= 0) {
            throw new IllegalArgumentException("touch: got " + touch + ", want less than memory, " + vm.memory());
        }
    }

    /**
     * Shrink and grow one VM again and again, and time it.
     *
     * @param target the size to shrink to; the VM's minimum or more
     * @param touch bytes that the guest touches before the shrink and, twice, after the growth, whole
     *     pages of 4 KiB; not in nofault runs
     * @param nofault whether the guest's memory stays untouched
     * @param iterations 1 or more; figures leave out the first
     * @param delay pause before each resize, so that the guest is quiet
     * @param resizeTimeout the longest a resize may take
     */
    record Inflate(
            VmSpec vm,
            ByteSize target,
            ByteSize touch,
            boolean nofault,
            int iterations,
            Duration delay,
            Duration resizeTimeout)
            implements BenchmarkSpec {
        public Inflate {
            Ranges.atLeast("iterations", iterations, 1);
            Ranges.notNegative("delay", delay);
            Ranges.positive("resize-timeout", resizeTimeout);
            if (!vm.mode().resizable()) {
                throw new IllegalArgumentException("mode: got " + vm.mode()
                        + ", want one that is resized by command: base-manual or virtio-mem; inflate times the resize");
            }
            if (target.compareTo(vm.minimum()) < 0 || target.compareTo(vm.memory()) >= 0) {
                throw new IllegalArgumentException("target: got " + target + ", want " + vm.minimum()
                        + " or more and less than memory, " + vm.memory());
            }
            if (!target.isMultipleOf(VmSpec.GRANULARITY)) {
                throw new IllegalArgumentException(
                        "target: got " + target + ", want a multiple of " + VmSpec.GRANULARITY);
            }
            if (!nofault) {
                Ranges.wholePages("touch", touch);
            }
            requireLessThanMemory(touch, vm);
        }

        @Override
        public String name() {
            return "inflate";
        }

        @Override
        public int vmCount() {
            return 1;
        }
    }

    /**
     * Several VMs that build, clean and idle in turn; what counts is what they occupy together.
     *
     * @param vms 1 or more
     * @param target the guest's workload
     * @param simultaneous whether all start at once; otherwise VM k starts k·delay/vms later
     * @param builds how often each VM builds and cleans, one build every delay
     * @param delay from one build's start to the next
     */
    record MultiVm(VmSpec vm, int vms, Workload target, boolean simultaneous, int builds, Duration delay)
            implements BenchmarkSpec {
        public MultiVm {
            Ranges.atLeast("vms", vms, 1);
            Ranges.atLeast("builds", builds, 1);
            Ranges.positive("delay", delay);
            if (target instanceof Workload.Write write) {
                requireLessThanMemory(write.memory(), vm);
            }
            if (vm.mode() == Mode.VIRTIO_MEM) {
                throw new IllegalArgumentException("mode: got virtio-mem, want base-manual or base-auto:"
                        + " nothing would resize it while the guest works");
            }
        }

        @Override
        public String name() {
            return "multivm";
        }

        @Override
        public int vmCount() {
            return vms;
        }
    }
}
