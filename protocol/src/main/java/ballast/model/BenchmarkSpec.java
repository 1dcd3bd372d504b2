package ballast.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;

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
    default int vmCount() {
        return 1;
    }

    /** What the guest image has to provide. */
    @JsonIgnore
    List<String> needs();

    /** What a host must have free for it, at most. */
    @JsonIgnore
    default Demand demand() {
        return new Demand(
                vm().reservation().times(vmCount()),
                vm().cores() * vmCount(),
                vm().mode().vfio() ? vmCount() : 0);
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
            vm.requireTarget(target);
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
        public List<String> needs() {
            return List.of("write");
        }
    }

    /**
     * STREAM's copy loop, while the VM is shrunk and grown back.
     *
     * @param threads 1 or more
     * @param elements of each array, 8 bytes each
     * @param iterations of the loop, 1 or more
     * @param duration the least time to go on with it, also when all iterations are done; may be 0
     */
    record Stream(VmSpec vm, int threads, long elements, int iterations, Duration duration, MidResize resize)
            implements BenchmarkSpec {
        public Stream {
            Ranges.atLeast("threads", threads, 1);
            Ranges.atLeast("iterations", iterations, 1);
            if (elements < 1) {
                throw new IllegalArgumentException("elements: got " + elements + ", want 1 or more");
            }
            Ranges.notNegative("duration", duration);
            resize.requireFor(vm);
        }

        @Override
        public String name() {
            return "stream";
        }

        @Override
        public List<String> needs() {
            return List.of("write", "stream");
        }
    }

    /**
     * FTQ, work done per fixed time quantum, while the VM is shrunk and grown back.
     *
     * @param threads 1 or more
     * @param intervalBits the quantum is 2^intervalBits ns; 10 to 40
     * @param samples quanta per thread, 1 or more
     */
    record Ftq(VmSpec vm, int threads, int intervalBits, int samples, MidResize resize) implements BenchmarkSpec {
        public Ftq {
            Ranges.atLeast("threads", threads, 1);
            Ranges.atLeast("samples", samples, 1);
            if (intervalBits < 10 || intervalBits > 40) {
                throw new IllegalArgumentException("interval-bits: got " + intervalBits + ", want 10 to 40");
            }
            resize.requireFor(vm);
        }

        @Override
        public String name() {
            return "ftq";
        }

        @Override
        public List<String> needs() {
            return List.of("write", "ftq");
        }
    }

    /**
     * One VM builds, idles, cleans, idles, drops its page cache and idles; its footprint is sampled all along.
     *
     * @param delay each of the pauses
     */
    record Compiling(VmSpec vm, Workload workload, Duration delay) implements BenchmarkSpec {
        public Compiling {
            Ranges.notNegative("delay", delay);
        }

        @Override
        public String name() {
            return "compiling";
        }

        @Override
        public List<String> needs() {
            return workload.needs();
        }
    }

    /**
     * One VM works several times, with a pause after each, and drops its page cache; the artefact renders SPEC CPU 2017's
     * 526.blender_r.
     *
     * @param builds how often it works, 1 or more
     */
    record Blender(VmSpec vm, Workload workload, int builds, Duration delay) implements BenchmarkSpec {
        public Blender {
            Ranges.atLeast("builds", builds, 1);
            Ranges.notNegative("delay", delay);
        }

        @Override
        public String name() {
            return "blender";
        }

        @Override
        public List<String> needs() {
            return workload.needs();
        }
    }

    /**
     * Several VMs that build, clean and idle in turn; what counts is what they occupy together.
     *
     * @param vms 1 or more
     * @param workload one build of it, and its clean, at a time
     * @param simultaneous whether all start at once; otherwise VM k starts k·delay/vms later
     * @param builds how often each VM builds and cleans, one build every delay
     * @param delay from one build's start to the next
     */
    record MultiVm(
            VmSpec vm,
            int vms,
            @JsonAlias("target") Workload workload,
            boolean simultaneous,
            int builds,
            Duration delay)
            implements BenchmarkSpec {
        public MultiVm {
            Ranges.atLeast("vms", vms, 1);
            Ranges.atLeast("builds", builds, 1);
            Ranges.positive("delay", delay);
        }

        @Override
        public String name() {
            return "multivm";
        }

        @Override
        public int vmCount() {
            return vms;
        }

        @Override
        public List<String> needs() {
            return workload.needs();
        }
    }
}
