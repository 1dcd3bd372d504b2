package ballast.agent.actor;

import ballast.agent.replay.FootprintTrace;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Replay;
import ballast.agent.replay.Traces;
import ballast.message.AgentFacts;
import ballast.model.Cell;
import ballast.model.FaultException;
import ballast.model.HostReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code meta.json} says of a host that plays traces: that nothing was measured there, and what was played. */
record ReplayFacts(HostReport report, Traces traces, Playback playback) implements AttemptFacts {
    @Override
    public String acceleratorReason() {
        return "no VM runs: footprint traces are played back at " + playback.speed() + " times their speed";
    }

    @Override
    public Map<String, Object> meta(Cell cell, String resizeSource, Map<String, String> reporting) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("args", cell.parameters());
        meta.put("sys", Map.of("time", HostFacts.TIME.format(Instant.now())));
        meta.put("git", Map.of());
        Map<String, Object> ballast = new LinkedHashMap<>();
        ballast.put("version", AgentFacts.VERSION);
        ballast.put("host", report.id().value());
        ballast.put("driver", report.driver().label());
        ballast.put("accel", report.accelerator().label());
        ballast.put("accelReason", acceleratorReason());
        ballast.put("comparable", false);
        ballast.put("speed", playback.speed());
        ballast.put("guard", "none: there is no memory to watch, and every start that the plan wants is admitted");
        ballast.put("traces", played(cell));
        ballast.put("versions", report.versions());
        meta.put("ballast", ballast);
        return meta;
    }

    /** A VM each, by index. */
    private List<Map<String, String>> played(Cell cell) {
        List<Map<String, String>> played = new ArrayList<>();
        try {
            for (FootprintTrace trace :
                    Replay.of(cell, traces, playback.speed()).traces()) {
                Map<String, String> one = new LinkedHashMap<>();
                one.put("name", trace.name());
                one.put("sha256", trace.sha256());
                played.add(one);
            }
        } catch (FaultException e) {
            // without a trace nothing was played, and the attempt has failed for that
        }
        return played;
    }
}
