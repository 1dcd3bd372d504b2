package ballast.coordinator.live;

import ballast.model.Json;
import ballast.model.VmStatus;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** What the page reads of VMs. Times are ms since 1970 by the coordinator's clock, sizes bytes and in histories MiB; null is not known. */
final class LiveJson {
    private LiveJson() {}

    /** {@code {"t", "added": [whole VMs], "ended": [keys], "gone": [keys]}}. */
    static String roster(List<LiveVm> added, List<LiveVm> ended, List<Long> gone, Instant now) {
        ObjectNode node = at(now);
        node.set("added", array(added.stream().map(LiveJson::whole).toList()));
        ArrayNode over = node.putArray("ended");
        ended.forEach(vm -> over.add(vm.key()));
        ArrayNode left = node.putArray("gone");
        gone.forEach(left::add);
        return text(node);
    }

    /** {@code {"t", "key": […], "rss": […], "ram": […], "target": […], "free": […], "phase": […]}}, one place for each VM. */
    static String samples(List<LiveVm> vms, Instant now) {
        ObjectNode node = at(now);
        ArrayNode key = node.putArray("key");
        ArrayNode rss = node.putArray("rss");
        ArrayNode ram = node.putArray("ram");
        ArrayNode target = node.putArray("target");
        ArrayNode free = node.putArray("free");
        ArrayNode phase = node.putArray("phase");
        for (LiveVm vm : vms) {
            VmStatus status = vm.latest();
            key.add(vm.key());
            rss.add(status.rssBytes());
            ram.add(status.ramBytes());
            target.add(status.targetBytes());
            addOrNull(free, status.guestFreeBytes());
            phase.add(status.phase());
        }
        return text(node);
    }

    /** All that is known of a VM, with its last minutes. */
    static ObjectNode whole(LiveVm vm) {
        VmStatus status = vm.latest();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("key", vm.key())
                .put("host", vm.host().value())
                .put("campaign", vm.attempt().run().campaign().value())
                .put("cell", vm.attempt().run().cell().value())
                .put("repetition", vm.attempt().run().repetition())
                .put("attempt", vm.attempt().number())
                .put("vm", status.index())
                .put("benchmark", vm.cell().benchmark())
                .put("mode", vm.cell().mode().label())
                .put("memory", vm.cell().spec().vm().memory().bytes())
                .put("ended", vm.ended().map(Instant::toEpochMilli).orElse(null))
                .put("rss", status.rssBytes())
                .put("ram", status.ramBytes())
                .put("target", status.targetBytes())
                .put("phase", status.phase());
        node.put("free", finite(status.guestFreeBytes()) ? status.guestFreeBytes() : null);
        ArrayNode phases = node.putArray("phases");
        vm.phases()
                .forEach(start -> phases.addObject()
                        .put("phase", start.phase())
                        .put("t", start.at().toEpochMilli()));
        ObjectNode history = node.putObject("history");
        history.put("second", vm.firstSecond());
        history(history.putArray("rss"), vm, vm.rss());
        history(history.putArray("target"), vm, vm.target());
        history(history.putArray("free"), vm, vm.free());
        return node;
    }

    private static void history(ArrayNode node, LiveVm vm, SecondRing ring) {
        for (long second = vm.firstSecond(); second <= vm.lastSecond(); second++) {
            float mib = ring.at(second);
            if (Float.isFinite(mib)) {
                node.add(Math.round(mib * 10) / 10.0);
            } else {
                node.addNull();
            }
        }
    }

    private static void addOrNull(ArrayNode node, double value) {
        if (finite(value)) {
            node.add((long) value);
        } else {
            node.addNull();
        }
    }

    private static boolean finite(double value) {
        return Double.isFinite(value);
    }

    static ArrayNode array(List<? extends JsonNode> nodes) {
        ArrayNode array = Json.mapper().createArrayNode();
        nodes.forEach(array::add);
        return array;
    }

    private static ObjectNode at(Instant now) {
        return Json.mapper().createObjectNode().put("t", now.toEpochMilli());
    }

    private static String text(JsonNode node) {
        try {
            return Json.mapper().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
