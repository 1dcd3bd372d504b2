package ballast.agent.workload;

import ballast.agent.guest.Command;
import ballast.model.BenchmarkSpec;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Json;
import ballast.model.Workload;
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
    private static final Duration CAT = Duration.ofSeconds(30);

    /** Marks in seconds since the common start. */
    private record Times(List<Double> start, List<Double> build, List<Double> clean) {}

    /** What the guest's CPUs have worked since its boot, in hundredths of a second; niced work is the user's. */
    private record CpuTime(long user, long system) {
        /** In seconds. */
        Map<String, Double> since(CpuTime before, double total) {
            Map<String, Double> cpu = new LinkedHashMap<>();
            cpu.put("total", total);
            cpu.put("user", (user - before.user) / 100.0);
            cpu.put("system", (system - before.system) / 100.0);
            return cpu;
        }
    }

    @Override
    public void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException {
        Duration share = spec.delay().dividedBy(spec.vms());
        Duration offset = spec.simultaneous() ? Duration.ZERO : share.multipliedBy(vm.index());
        Times times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        CpuTime before;
        try {
            before = cpu(vm, "cpu-start");
            for (int build = 0; build < spec.builds(); build++) {
                Duration due = offset.plus(spec.delay().multipliedBy(build));
                vm.phase("wait", build + 1);
                pauseUntil(vm, start + seconds(due));
                build(vm, build + 1, start, times);
            }
            vm.phase("cool-down", spec.builds());
            vm.pause(share);
        } finally {
            write(folder, times, Map.of());
        }
        CpuTime after = cpu(vm, "cpu-end");
        write(folder, times, after.since(before, vm.now() - start));
    }

    private void build(Vm vm, int build, double start, Times times)
            throws FaultException, InterruptedException, IOException {
        vm.phase("build", build);
        times.start.add(vm.now() - start);
        Workload work = spec.workload();
        vm.run(
                "build-" + build,
                Command.of(work.build().words(spec.vm().cores()).toArray(String[]::new)),
                work.build().timeout());
        times.build.add(vm.now() - start);
        times.clean.add(vm.now() - start);
    }

    private static void pauseUntil(Vm vm, double due) throws FaultException, InterruptedException {
        double left = due - vm.now();
        if (left > 0) {
            vm.pause(Duration.ofNanos((long) (left * 1e9)));
        }
    }

    /** The first line of /proc/stat: since the guest's boot, in hundredths of a second. */
    private static CpuTime cpu(Vm vm, String label) throws FaultException, InterruptedException, IOException {
        String line = vm.run(label, Command.of("head", "-n1", "/proc/stat"), CAT)
                .stdout()
                .strip();
        if (!line.matches("cpu( +\\d{1,17}){3,}")) {
            throw new FaultException(FailureKind.WORKLOAD, "/proc/stat does not begin with the CPU's times: " + line);
        }
        String[] words = line.split("\\s+");
        return new CpuTime(Long.parseLong(words[1]) + Long.parseLong(words[2]), Long.parseLong(words[3]));
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
