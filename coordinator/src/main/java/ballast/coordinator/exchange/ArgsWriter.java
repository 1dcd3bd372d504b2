package ballast.coordinator.exchange;

import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Json;
import ballast.model.MidResize;
import ballast.model.PageReporting;
import ballast.model.VmSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Our parameters as the published artefact's options, under its names and in its units: GiB and s. What has no counterpart is null. */
final class ArgsWriter {
    private final ObjectNode args = Json.mapper().createObjectNode();

    private ArgsWriter() {}

    /**
     * @param specs those of a folder, alike but for their place
     * @param devices that were passed through
     */
    static ObjectNode args(List<BenchmarkSpec> specs, String folder, List<String> devices) {
        ArgsWriter writer = new ArgsWriter();
        writer.write(specs, folder, devices);
        return writer.args;
    }

    private void write(List<BenchmarkSpec> specs, String folder, List<String> devices) {
        BenchmarkSpec spec = specs.get(0);
        VmSpec vm = spec.vm();
        for (String unknown : List.of("qemu", "kernel", "user", "img", "port", "qmp")) {
            args.putNull(unknown);
        }
        args.set("mem", gib(vm.memory()));
        args.put("cores", vm.cores());
        args.put("mode", PublishedMode.of(vm.mode()));
        args.putNull("vfio");
        args.put("vfio_dev", vm.mode().vfio() ? String.join(",", devices) : null);
        args.putNull("output");
        args.put("suffix", folder.substring(folder.indexOf('/') + 1));
        if (spec instanceof BenchmarkSpec.Inflate inflate) {
            inflate(inflate);
        } else if (spec instanceof BenchmarkSpec.MultiVm multivm) {
            building(
                    specs.size(),
                    multivm.builds(),
                    multivm.delay(),
                    multivm.workload().name());
            args.put("simultaneous", multivm.simultaneous());
            args.put("vms", multivm.vms());
            args.putNull("high_mem");
        } else if (spec instanceof BenchmarkSpec.Compiling compiling) {
            building(specs.size(), 1, compiling.delay(), compiling.workload().name());
            reporting(vm.reporting());
        } else if (spec instanceof BenchmarkSpec.Blender blender) {
            building(
                    specs.size(),
                    blender.builds(),
                    blender.delay(),
                    blender.workload().name());
            reporting(vm.reporting());
        } else {
            threads(specs);
        }
    }

    private void inflate(BenchmarkSpec.Inflate spec) {
        args.put("iter", spec.iterations());
        args.set("shrink_target", gib(spec.target()));
        args.set("delay", seconds(spec.delay()));
        args.put("nofault", spec.nofault());
        args.putNull("module");
    }

    private void building(int iterations, int builds, Duration delay, String target) {
        args.put("iter", iterations);
        args.put("repeat", builds);
        args.put("frag", false);
        args.set("delay", seconds(delay));
        args.put("target", target);
        // of its elastic virtio-mem: a step is a 16th of the memory
        args.put("vmem_fraction", 1.0 / 16);
    }

    private void reporting(PageReporting reporting) {
        args.put("perf", false);
        for (PageReporting.Parameter parameter : PageReporting.Parameter.values()) {
            args.put("fpr_" + parameter.label(), reporting.values().get(parameter));
        }
    }

    private void threads(List<BenchmarkSpec> specs) {
        var threads = args.putArray("bench_threads");
        if (specs.get(0) instanceof BenchmarkSpec.Stream first) {
            specs.forEach(spec -> threads.add(((BenchmarkSpec.Stream) spec).threads()));
            args.put("ftq", false);
            args.put("bench_iters", first.iterations() / first.threads());
            args.put("stream_bench", "copy");
            args.put("stream_size", first.elements());
            resize(first.vm(), first.resize());
        } else if (specs.get(0) instanceof BenchmarkSpec.Ftq first) {
            specs.forEach(spec -> threads.add(((BenchmarkSpec.Ftq) spec).threads()));
            args.put("ftq", true);
            args.put("bench_iters", first.samples());
            args.put("ftq_interval", first.intervalBits());
            resize(first.vm(), first.resize());
        }
    }

    private void resize(VmSpec vm, MidResize resize) {
        args.put("spec", false);
        args.put("baseline", resize.baseline());
        args.set("workload_mem", gib(resize.fill()));
        args.set("max_balloon", gib(vm.memory().minus(resize.target())));
        args.set("shrink_target", gib(resize.target()));
        args.set("post_delay", seconds(resize.shrinkAt()));
        args.set("deflate_delay", seconds(resize.growAt()));
    }

    private static JsonNode gib(ByteSize size) {
        return number(BigDecimal.valueOf(size.bytes()).divide(BigDecimal.valueOf(1L << 30)));
    }

    private static JsonNode seconds(Duration duration) {
        return number(BigDecimal.valueOf(duration.toMillis(), 3));
    }

    /** Whole where it is: scripts count with it. */
    private static JsonNode number(BigDecimal number) {
        var nodes = Json.mapper().getNodeFactory();
        return number.stripTrailingZeros().scale() <= 0
                ? nodes.numberNode(number.longValueExact())
                : nodes.numberNode(number.doubleValue());
    }
}
