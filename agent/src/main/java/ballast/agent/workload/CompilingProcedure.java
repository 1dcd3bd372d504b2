package ballast.agent.workload;

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
import java.util.OptionalDouble;

/**
 * {@code compiling} and {@code blender}: builds with a pause after each; cleans, and pauses; drops the page cache, and pauses.
 * Marks in {@code times_0.json} are seconds since the start, as the published artefact has them: "build" at each build's end;
 * "delay", "clean" and "drop" at the end of the pause behind it. CPU times are those until the last
 * delay's end.
 */
record CompilingProcedure(Workload workload, int builds, Duration delay) implements Procedure {
    private static final class Marks {
        private final List<Double> build = new ArrayList<>();
        private final List<Double> pause = new ArrayList<>();
        private OptionalDouble clean = OptionalDouble.empty();
        private OptionalDouble drop = OptionalDouble.empty();
        private Map<String, Double> cpu = Map.of();

        private void write(Path folder) throws IOException {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("build", build);
            json.put("delay", pause);
            json.put("clean", orNull(clean));
            json.put("drop", orNull(drop));
            json.put("cpu", cpu);
            Files.write(folder.resolve("times_0.json"), Json.mapper().writeValueAsBytes(json));
        }

        private static Double orNull(OptionalDouble mark) {
            return mark.isPresent() ? (Double) mark.getAsDouble() : null;
        }
    }

    @Override
    public void run(Vm vm, Path folder, double start) throws FaultException, InterruptedException, IOException {
        Job job = new Job(workload, vm);
        vm.phase("prepare", 1);
        job.prepare();
        Marks marks = new Marks();
        double begin = vm.publish();
        try {
            work(job, marks, begin);
        } finally {
            marks.write(folder);
        }
    }

    private void work(Job job, Marks marks, double begin) throws FaultException, InterruptedException, IOException {
        Vm vm = job.vm();
        CpuTime before = CpuTime.of(vm, "cpu-start");
        for (int build = 1; build <= builds; build++) {
            vm.phase("build", build);
            job.build(build);
            marks.build.add(vm.now() - begin);
            vm.phase("delay", build);
            vm.pause(delay);
            marks.pause.add(vm.now() - begin);
        }
        marks.cpu = CpuTime.of(vm, "cpu-end").since(before, vm.now() - begin);
        if (!workload.clean().isEmpty()) {
            vm.phase("clean", 1);
            job.clean(1);
            vm.pause(delay);
            marks.clean = OptionalDouble.of(vm.now() - begin);
        }
        vm.phase("drop", 1);
        vm.dropPageCache();
        vm.pause(delay);
        marks.drop = OptionalDouble.of(vm.now() - begin);
    }
}
