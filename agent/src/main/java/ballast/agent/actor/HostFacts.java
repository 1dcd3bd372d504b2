package ballast.agent.actor;

import ballast.agent.artefact.Build;
import ballast.agent.artefact.Builds;
import ballast.agent.config.Artefact;
import ballast.agent.device.Resizer;
import ballast.agent.image.GuestImage;
import ballast.message.AgentFacts;
import ballast.model.Accelerator;
import ballast.model.ArtefactKind;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.VmSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code meta.json} says of the host.
 *
 * @param lscpu the output of {@code lscpu --json}, as in the published artefact
 */
record HostFacts(HostReport report, String uname, JsonNode lscpu, Builds builds) implements AttemptFacts {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Override
    public String acceleratorReason() {
        return builds.byKind().get(ArtefactKind.BASE).accelerator().reason();
    }

    @Override
    public Map<String, Object> meta(Cell cell, String resizeSource, Map<String, String> reporting) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("args", cell.parameters());
        meta.put("sys", sys());
        meta.put("git", Map.of());
        Map<String, Object> ballast = ballast(cell.spec().vm(), resizeSource);
        if (!reporting.isEmpty()) {
            Map<String, Integer> asked = new TreeMap<>();
            cell.spec().vm().reporting().values().forEach((name, value) -> asked.put(name.kernelName(), value));
            ballast.put("reporting", Map.of("asked", asked, "found", reporting));
        }
        meta.put("ballast", ballast);
        return meta;
    }

    private Map<String, Object> sys() {
        Map<String, Object> sys = new LinkedHashMap<>();
        sys.put("uname", uname);
        sys.put("lscpu", lscpu.path("lscpu"));
        sys.put("meminfo", Map.of("MemTotal", report.memory().bytes()));
        sys.put("time", TIME.format(Instant.now()));
        return sys;
    }

    private Map<String, Object> ballast(VmSpec vm, String resizeSource) {
        Map<String, Object> ballast = new LinkedHashMap<>();
        ballast.put("version", AgentFacts.VERSION);
        ballast.put("host", report.id().value());
        ballast.put("driver", report.driver().label());
        Build build = builds.byKind().get(vm.mode().kind());
        ballast.put("accel", build.accelerator().accelerator().label());
        ballast.put("accelReason", build.accelerator().reason());
        ballast.put("comparable", build.accelerator().accelerator() == Accelerator.KVM);
        ballast.put("versions", versions(build, builds.images().get(vm.image())));
        ballast.put("artefact", Map.of("kind", vm.mode().kind().label(), "sha256", new TreeMap<>(build.digests())));
        ballast.put(
                "provenance", Provenance.OF_THIS_HOST.of(build, builds.images().get(vm.image())));
        if (!resizeSource.isEmpty()) {
            ballast.put(
                    "resizeTiming", Map.of("source", resizeSource, "pollIntervalNs", Resizer.POLL_INTERVAL.toNanos()));
        }
        ballast.put(
                "touch",
                build.digests().containsKey(Artefact.Part.MODULE.label())
                        ? "the artefact's allocator module"
                        : "the program 'write' with one thread; the artefact uses an allocator module of its kernels");
        return ballast;
    }

    private Map<String, String> versions(Build build, GuestImage image) {
        Map<String, String> versions = new TreeMap<>(report.versions());
        versions.put("qemu", build.capabilities().version());
        versions.put("image", image.name() + "-" + image.hash());
        boolean imagesOwn = build.artefact().file(Artefact.Part.KERNEL).isEmpty();
        versions.put("guestKernel", imagesOwn ? image.kernelVersion() : "the artefact's");
        return versions;
    }
}
