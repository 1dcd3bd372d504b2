package ballast.benchmark.packing;

import ballast.coordinator.trace.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The recorded footprints of three VMs that build clang three times each, once in 7200 s, in one mode. Read here anew, so that it does
 * not depend on the code that is measured.
 */
final class Recording {
    static final int PERIOD = 7200;
    static final long VM_SIZE = 16L << 30;
    private static final int VMS = 3;

    private final Path folder;
    private final List<List<double[]>> samples = new ArrayList<>();
    private final List<JsonNode> times = new ArrayList<>();

    Recording(Path data, String mode) throws IOException {
        folder = data.resolve("multivm/latest/clang-" + mode);
        for (int vm = 0; vm < VMS; vm++) {
            Path files = folder.resolve("vm_" + vm);
            samples.add(Files.readAllLines(files.resolve("out_0.csv")).stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(fields -> !fields[1].equals("nan"))
                    .map(fields -> new double[] {Double.parseDouble(fields[0]), Double.parseDouble(fields[1])})
                    .toList());
            times.add(new ObjectMapper().readTree(files.resolve("times_0.json").toFile()));
        }
    }

    /** From a build's start for a whole period; after the last sample its value is held. */
    Trace cycle(int vm, int cycle) {
        return grid(vm, times.get(vm).get("start").get(cycle).asDouble(), PERIOD);
    }

    /** From a VM's first build to the end of its clean. */
    Trace job(int vm) {
        double start = times.get(vm).get("start").get(0).asDouble();
        double end = times.get(vm).get("clean").get(0).asDouble();
        return grid(vm, start, (int) Math.ceil(end - start));
    }

    List<Trace> set(String name) {
        return switch (name) {
            case "C" -> IntStream.range(0, VMS).mapToObj(vm -> cycle(vm, 0)).toList();
            case "W" ->
                IntStream.range(0, 2 * VMS)
                        .mapToObj(each -> cycle(each % VMS, 1 + each / VMS))
                        .toList();
            case "E" -> List.of(Trace.max(set("W")));
            default -> throw new IllegalArgumentException("set: got " + name + ", want C, W or E");
        };
    }

    Trace jobNamed(String name) {
        return switch (name) {
            case "J0" -> job(0);
            case "JE" -> Trace.max(IntStream.range(0, VMS).mapToObj(this::job).toList());
            default -> throw new IllegalArgumentException("job: got " + name + ", want J0 or JE");
        };
    }

    private Trace grid(int vm, double start, int seconds) {
        long[] bytes = new long[seconds];
        long last = 0;
        for (double[] sample : samples.get(vm)) {
            int second = (int) Math.floor(sample[0] - start);
            if (second < 0) {
                last = (long) sample[1];
            } else if (second < seconds) {
                bytes[second] = Math.max(bytes[second], (long) sample[1]);
            }
        }
        for (int second = 0; second < seconds; second++) {
            last = bytes[second] == 0 ? last : bytes[second];
            bytes[second] = last;
        }
        return Trace.of(bytes);
    }
}
