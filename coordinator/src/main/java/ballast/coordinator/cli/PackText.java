package ballast.coordinator.cli;

import static ballast.coordinator.cli.TextTable.right;

import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.packing.MaxVmsPlan;
import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.packing.Start;
import ballast.coordinator.plot.FootprintStack;
import ballast.model.ByteSize;
import com.github.freva.asciitable.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan for people. */
final class PackText {
    /** Of placements; programs get all. */
    private static final int SHOWN = 40;

    private PackText() {}

    /** Several lines, the last one ended. */
    static String render(Packed packed) {
        String plan = packed instanceof Packed.Vms vms ? vms(vms) : jobs((Packed.Jobs) packed);
        int held = packed.traces().stream()
                .mapToInt(trace -> trace.heldSeconds())
                .max()
                .orElse(0);
        int replayed = packed.recorded().replayed();
        return plan
                + (held > 0
                        ? "Up to " + held + " s at a trace's end were not sampled: the last value is held there.\n"
                        : "")
                + (replayed > 0 ? replayed + " traces were played back, not measured.\n" : "");
    }

    private static String vms(Packed.Vms vms) {
        MaxVmsPlan plan = vms.plan();
        String bound = plan.proved() ? "no plan has more" : "no plan has more than " + plan.upperBound();
        return made(vms) + "\n" + plan.vms() + " VMs can cycle at once; " + bound + ".\n\n"
                + TextTable.of(
                        new Column[] {left("plan"), right("VMs")},
                        List.of(
                                new Object[] {"this one", plan.vms()},
                                new Object[] {"static: each VM its size, " + gib(vms.size()), plan.staticVms()},
                                new Object[] {"each VM its trace's peak", plan.peakVms()},
                                new Object[] {"all cycles begin together", plan.simultaneousVms()}))
                + "\nThe sum's peak: " + gib(plan.peak()) + ". The VMs' cycles begin at these seconds of the period of "
                + vms.period() + " s:\n" + plan.offsets() + "\n";
    }

    private static String jobs(Packed.Jobs jobs) {
        MakespanPlan plan = jobs.plan();
        return made(jobs) + "\nAll " + jobs.jobs().size() + " jobs have ended after " + plan.makespan() + " s; "
                + bound(plan.makespan(), plan.lowerBound())
                + ".\n\n"
                + TextTable.of(
                        new Column[] {left("plan"), right("makespan [s]")},
                        List.of(
                                new Object[] {"this one", plan.makespan()},
                                new Object[] {"static: each VM its size, " + gib(jobs.size()), plan.staticMakespan()},
                                new Object[] {"each job its trace's peak, first-fit decreasing", plan.ffdPeakMakespan()
                                }))
                + "\n" + placements(jobs) + "\n" + peaks(jobs);
    }

    /** What is known of plans that end sooner. */
    static String bound(int makespan, int lowerBound) {
        return makespan == lowerBound
                ? "no plan is shorter"
                : String.format(
                        Locale.ROOT,
                        "no plan is shorter than %d s (gap %.1f %%)",
                        lowerBound,
                        100 * MakespanPlan.gap(makespan, lowerBound));
    }

    private static String placements(Packed.Jobs jobs) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, jobs.jobs().size()); i++) {
            Start start = jobs.plan().starts().get(i);
            rows.add(new Object[] {start.run(), jobs.jobs().get(i).traceName(), start.host(), start.second()});
        }
        int more = jobs.jobs().size() - rows.size();
        return TextTable.of(new Column[] {left("job"), left("trace"), left("host"), right("start [s]")}, rows)
                + (more > 0 ? "and " + more + " more: --output json\n" : "");
    }

    private static String peaks(Packed.Jobs jobs) {
        List<String> peaks = new ArrayList<>();
        for (FootprintStack stack : jobs.stacks()) {
            peaks.add(gib(Arrays.stream(stack.sums()).max().orElse(0)));
        }
        return "Each host's peak: " + String.join(", ", peaks) + "\n";
    }

    private static String made(Packed packed) {
        Map<String, Integer> hosts = new LinkedHashMap<>();
        for (PackingHost host : packed.request().hosts()) {
            hosts.merge(gib(host.budget()), 1, Integer::sum);
        }
        List<String> each = new ArrayList<>();
        hosts.forEach((budget, count) -> each.add(count + " × " + budget));
        String percent = BigDecimal.valueOf(packed.request().margin())
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
        return packed.recorded().mode() + ", " + packed.recorded().traces().size() + " traces"
                + (packed.request().maximum() ? " at their largest" : "") + "; " + String.join(", ", each) + ", margin "
                + percent + " %\n";
    }

    private static String gib(long bytes) {
        return new ByteSize(bytes).toHumanText();
    }

    private static Column left(String header) {
        return TextTable.left(header).maxWidth(100);
    }
}
