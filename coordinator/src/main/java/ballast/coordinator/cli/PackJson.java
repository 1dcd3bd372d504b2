package ballast.coordinator.cli;

import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.packing.MaxVmsPlan;
import ballast.coordinator.packing.Start;
import ballast.coordinator.plot.FootprintStack;
import ballast.coordinator.recording.NamedTrace;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** A plan for programs: sizes in bytes, times in s. */
final class PackJson {
    /** The sums are for a look at the plan; who wants each second has the traces and the starts. */
    private static final int STEPS = 240;

    private PackJson() {}

    static String render(Packed packed) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("objective", packed.request().objective().label());
        json.put("mode", packed.recorded().mode());
        long budget = packed.request().hosts().get(0).budget();
        if (packed.request().hosts().stream().allMatch(host -> host.budget() == budget)) {
            json.put("budget_bytes", budget);
        }
        json.put("margin", packed.request().margin());
        if (packed instanceof Packed.Vms vms) {
            vms(json, vms);
        } else if (packed instanceof Packed.Jobs jobs) {
            jobs(json, jobs);
        }
        json.put("vm_size_bytes", packed.size());
        json.put("seed", packed.request().seed());
        hosts(json.putArray("hosts"), packed);
        ArrayNode traces = json.putArray("traces");
        for (NamedTrace trace : packed.recorded().traces()) {
            traces.addObject()
                    .put("trace", trace.name())
                    .put("seconds", trace.trace().seconds())
                    .put("peak_bytes", trace.trace().peak())
                    .put("held_s", trace.heldSeconds());
        }
        json.put("maximum", packed.request().maximum());
        json.put("replayed_traces", packed.recorded().replayed());
        ArrayNode leftOut = json.putArray("left_out");
        packed.recorded().leftOut().forEach(leftOut::add);
        return json.toPrettyString() + "\n";
    }

    private static void vms(ObjectNode json, Packed.Vms vms) {
        MaxVmsPlan plan = vms.plan();
        json.put("vms", plan.vms());
        json.put("upper_bound", plan.upperBound());
        json.put("gap", plan.upperBound() - plan.vms());
        json.put("proved", plan.proved());
        ArrayNode offsets = json.putArray("offsets_s");
        plan.offsets().forEach(offsets::add);
        json.put("peak_bytes", plan.peak());
        json.putObject("baselines")
                .put("static", plan.staticVms())
                .put("peak", plan.peakVms())
                .put("simultaneous", plan.simultaneousVms());
        json.put("period_s", vms.period());
    }

    private static void jobs(ObjectNode json, Packed.Jobs jobs) {
        MakespanPlan plan = jobs.plan();
        json.put("makespan_s", plan.makespan());
        json.put("lower_bound_s", plan.lowerBound());
        json.put("gap", plan.gap());
        json.put("proved", plan.proved());
        ArrayNode placements = json.putArray("placements");
        for (int i = 0; i < jobs.jobs().size(); i++) {
            Start start = plan.starts().get(i);
            placements
                    .addObject()
                    .put("run", start.run())
                    .put("trace", jobs.jobs().get(i).traceName())
                    .put("host", start.host())
                    .put("start_s", start.second());
        }
        json.putObject("baselines").put("static", plan.staticMakespan()).put("ffd_peak", plan.ffdPeakMakespan());
    }

    private static void hosts(ArrayNode hosts, Packed packed) {
        List<FootprintStack> stacks = packed.stacks();
        for (int i = 0; i < stacks.size(); i++) {
            FootprintStack stack = stacks.get(i);
            long[] sums = stack.sums();
            int step = (sums.length + STEPS - 1) / STEPS;
            ObjectNode host = hosts.addObject();
            host.put("host", packed.request().hosts().get(i).id());
            host.put("budget_bytes", stack.budget());
            host.put("usable_bytes", stack.usable());
            host.put("peak_bytes", Arrays.stream(sums).max().orElse(0));
            host.put("sum_step_s", step);
            ArrayNode largest = host.putArray("largest_sum_bytes");
            for (int from = 0; from < sums.length; from += step) {
                largest.add(Arrays.stream(sums, from, Math.min(sums.length, from + step))
                        .max()
                        .orElse(0));
            }
        }
    }
}
