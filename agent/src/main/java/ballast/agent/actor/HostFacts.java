package ballast.agent.actor;

import ballast.agent.device.Resizer;
import ballast.model.Accelerator;
import ballast.model.Cell;
import ballast.model.HostReport;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code meta.json} says of the host.
 *
 * @param lscpu the output of {@code lscpu --json}, as in the published artefact
 * @param acceleratorReason why KVM is used or not
 */
record HostFacts(HostReport report, String uname, JsonNode lscpu, String acceleratorReason) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** @param resizeSource what resizes were timed by; blank if there were none */
    Map<String, Object> meta(Cell cell, String resizeSource) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("args", cell.parameters());
        meta.put("sys", sys());
        meta.put("git", Map.of());
        meta.put("ballast", ballast(resizeSource));
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

    private Map<String, Object> ballast(String resizeSource) {
        Map<String, Object> ballast = new LinkedHashMap<>();
        ballast.put("host", report.id().value());
        ballast.put("accel", report.accelerator().label());
        ballast.put("accelReason", acceleratorReason);
        ballast.put("comparable", report.accelerator() == Accelerator.KVM);
        ballast.put("versions", report.versions());
        if (!resizeSource.isEmpty()) {
            ballast.put(
                    "resizeTiming", Map.of("source", resizeSource, "pollIntervalNs", Resizer.POLL_INTERVAL.toNanos()));
        }
        ballast.put(
                "touch", "the program 'write' with one thread; the artefact uses an allocator module of its kernels");
        return ballast;
    }
}
