package ballast.coordinator.exchange;

import ballast.model.ByteSize;
import ballast.model.Workload;
import ballast.model.Workload.Step;
import java.time.Duration;
import java.util.List;

/** The published artefact's build targets (reference.md §2). */
final class PublishedWorkloads {
    private PublishedWorkloads() {}

    /** @throws IllegalArgumentException if there is none of that name */
    static Workload of(String target, Duration timeout) {
        return switch (target) {
            case "linux" -> make(target, timeout, "make", "-C", "linux", "-j" + Workload.CORES);
            case "clang" -> make(target, timeout, "ninja", "-C", "llvm-project/build");
            case "blender" ->
                new Workload(
                        target,
                        List.of(target),
                        List.of(),
                        new Step(List.of("runcpu", "--copies=" + Workload.CORES, "526.blender_r"), timeout),
                        List.of());
            case "write" -> Workload.write(ByteSize.gib(8), timeout);
            default ->
                throw new IllegalArgumentException(
                        "target: got '" + target + "', want one of [linux, clang, blender, write]");
        };
    }

    private static Workload make(String name, Duration timeout, String... build) {
        List<String> clean = new java.util.ArrayList<>(List.of(build));
        clean.add("clean");
        return new Workload(
                name, List.of(name), List.of(), new Step(List.of(build), timeout), List.of(new Step(clean, timeout)));
    }
}
