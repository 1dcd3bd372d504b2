package ballast.coordinator.exchange;

import ballast.model.BenchmarkSpec;
import ballast.model.Mode;
import ballast.model.PageReporting;
import ballast.model.VmSpec;
import java.util.Map;

/** What the published artefact calls modes and run folders: virtio-mem's elastic mode has no name of its own there, and VFIO is an option. */
final class PublishedMode {
    private static final Map<String, String> DRIVERS =
            Map.of("base-manual", "virtio-balloon", "huge-manual", "virtio-balloon-huge", "llfree-manual", "llfree");

    private PublishedMode() {}

    /** As its {@code --mode}. */
    static String of(Mode mode) {
        return mode.label().replaceFirst("-vfio$", "").replaceFirst("^virtio-mem-auto$", "virtio-mem");
    }

    /**
     * Ours, from its {@code --mode}. It steers virtio-mem in compiling, and in multivm if the mode's name goes on after
     * {@code virtio-mem}, as it once did.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Mode toOurs(Kind kind, String mode, boolean vfio) {
        boolean virtioMem = mode.matches("virtio-mem(-movable|-kernel)?");
        boolean elastic = virtioMem && (kind == Kind.COMPILING || (kind == Kind.MULTIVM && !mode.equals("virtio-mem")));
        String base = virtioMem ? "virtio-mem" + (elastic ? "-auto" : "") : mode;
        return Mode.of(base + (vfio ? "-vfio" : ""));
    }

    /** A run folder's name, as the artefact's plots look for it. */
    static String runFolder(BenchmarkSpec spec) {
        VmSpec vm = spec.vm();
        String vfio = vm.mode().vfio() ? "-vfio" : "";
        String mode = of(vm.mode()) + vfio;
        if (spec instanceof BenchmarkSpec.Inflate inflate) {
            return mode + (inflate.nofault() ? "-nofault" : "");
        }
        if (spec instanceof BenchmarkSpec.MultiVm multivm) {
            return multivm.workload().name() + "-" + mode + (multivm.simultaneous() ? "-s" : "");
        }
        if (spec instanceof BenchmarkSpec.Stream stream) {
            return driver(vm.mode(), stream.resize().baseline()) + "-stream";
        }
        if (spec instanceof BenchmarkSpec.Ftq ftq) {
            return driver(vm.mode(), ftq.resize().baseline()) + "-ftq";
        }
        String workload = spec instanceof BenchmarkSpec.Compiling compiling
                ? compiling.workload().name()
                : ((BenchmarkSpec.Blender) spec).workload().name();
        return workload + "-" + mode + reporting(vm.reporting());
    }

    private static String driver(Mode mode, boolean baseline) {
        return baseline ? "baseline" : DRIVERS.getOrDefault(of(mode), of(mode)) + (mode.vfio() ? "-vfio" : "");
    }

    private static String reporting(PageReporting reporting) {
        StringBuilder name = new StringBuilder();
        reporting
                .values()
                .forEach((parameter, value) ->
                        name.append('-').append(parameter.label().charAt(0)).append(value));
        return name.toString();
    }
}
