package ballast.agent.workload;

import ballast.model.BenchmarkSpec;
import ballast.model.FaultException;
import ballast.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * VM k builds first at k·delay/vms, or at 0 when simultaneous, and then once every delay; after its last build it cools down
 * for delay/vms. Marks in {@code times_0.json} count from the common start,
 * and so do its CPU times: {@code total} are seconds that passed, {@code user} and {@code system} what the guest's CPUs worked
 * in them.
 */
record MultiVmProcedure(BenchmarkSpec.MultiVm spec) implements Procedure {
    /** Marks in seconds since the common start. */
    private record Times(List<Double> start, List<Double> build, List<Double> clean) {}

    @Override
    public void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException {
        Duration share = spec.delay().dividedBy(spec.vms());
        Duration offset = spec.simultaneous() ? Duration.ZERO : share.multipliedBy(vm.index());
        Times times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Job job = new Job(spec.workload(), vm);
        CpuTime before;
        try {
            job.prepare();
            before = CpuTime.of(vm, "cpu-start");
            for (int build = 0; build < spec.builds(); build++) {
                Duration due = offset.plus(spec.delay().multipliedBy(build));
                vm.phase("wait", build + 1);
                pauseUntil(vm, start + seconds(due));
                build(job, build + 1, start, times);
            }
            vm.phase("cool-down", spec.builds());
            vm.pause(share);
        } finally {
            write(folder, times, Map.of());
        }
        CpuTime after = CpuTime.of(vm, "cpu-end");
        write(folder, times, after.since(before, vm.now() - start));
    }

    private static void build(Job job, int build, double start, Times times)
            throws FaultException, InterruptedException, IOException {
        Vm vm = job.vm();
        vm.phase("build", build);
        times.start.add(vm.now() - start);
        job.build(build);
        times.build.add(vm.now() - start);
        job.clean(build);
        times.clean.add(vm.now() - start);
    }

    private static void pauseUntil(Vm vm, double due) throws FaultException, InterruptedException {
        double left = due - vm.now();
        if (left > 0) {
            vm.pause(Duration.ofNanos((long) (left * 1e9)));
        }
    }

    private static void write(Path folder, Times times, Map<String, Double> cpu) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("start", times.start);
        json.put("build", times.build);
        json.put("clean", times.clean);
        json.put("cpu", cpu);
        Files.write(folder.resolve("times_0.json"), Json.mapper().writeValueAsBytes(json));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
