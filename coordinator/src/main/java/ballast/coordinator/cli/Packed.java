package ballast.coordinator.cli;

import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.Makespan;
import ballast.coordinator.packing.MakespanPlan;
import ballast.coordinator.packing.MaxVms;
import ballast.coordinator.packing.MaxVmsPlan;
import ballast.coordinator.packing.Options;
import ballast.coordinator.packing.PackingHost;
import ballast.coordinator.packing.Start;
import ballast.coordinator.plot.FootprintStack;
import ballast.coordinator.plot.FootprintStack.Band;
import ballast.coordinator.recording.NamedTrace;
import ballast.coordinator.recording.TraceSet;
import ballast.coordinator.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A plan, with what was asked for and what it was made of. */
sealed interface Packed {
    PackRequest request();

    TraceSet recorded();

    /** What the VMs or jobs occupy: the recorded traces, or their maximum. */
    List<NamedTrace> traces();

    /** A VM's full size in bytes. */
    long size();

    /** For each host what it holds. */
    List<FootprintStack> stacks();

    /** VMs that cycle on one host. */
    record Vms(PackRequest request, TraceSet recorded, List<NamedTrace> traces, long size, MaxVmsPlan plan)
            implements Packed {
        int period() {
            return traces.get(0).trace().seconds();
        }

        @Override
        public List<FootprintStack> stacks() {
            PackingHost host = request.hosts().get(0);
            List<Band> bands = new ArrayList<>();
            for (int vm = 0; vm < plan.vms(); vm++) {
                Trace trace = traces.get(vm % traces.size()).trace();
                bands.add(new Band("VM " + vm, shifted(trace, plan.offsets().get(vm)), 0));
            }
            String title = plan.vms() + " VMs, " + recorded.mode();
            return List.of(new FootprintStack(title, host.budget(), usable(request, host), period(), bands));
        }

        private static Trace shifted(Trace cycle, int offset) {
            return Trace.of(IntStream.range(0, cycle.seconds())
                    .mapToLong(second -> cycle.at(Math.floorMod(second - offset, cycle.seconds())))
                    .toArray());
        }
    }

    /** Jobs that run once. */
    record Jobs(
            PackRequest request,
            TraceSet recorded,
            List<NamedTrace> traces,
            long size,
            List<Job> jobs,
            MakespanPlan plan)
            implements Packed {
        @Override
        public List<FootprintStack> stacks() {
            List<FootprintStack> stacks = new ArrayList<>();
            for (PackingHost host : request.hosts()) {
                List<Band> bands = new ArrayList<>();
                for (int i = 0; i < jobs.size(); i++) {
                    Start start = plan.starts().get(i);
                    if (start.host().equals(host.id())) {
                        bands.add(new Band(start.run(), jobs.get(i).trace(), start.second()));
                    }
                }
                String title = host.id() + ": " + bands.size() + " jobs, " + recorded.mode();
                stacks.add(new FootprintStack(
                        title, host.budget(), usable(request, host), Math.max(1, plan.makespan()), bands));
            }
            return stacks;
        }
    }

    /** @throws IllegalArgumentException if it cannot be planned; all that is wrong, a line each */
    static Packed of(PackRequest request, TraceSet recorded) {
        List<NamedTrace> traces = request.maximum() ? List.of(maximum(recorded.traces())) : recorded.traces();
        List<String> problems = new ArrayList<>();
        if (request.size().isEmpty() && recorded.size().isEmpty()) {
            problems.add("--size: the runs do not say how large a VM is, or do not agree; want it, such as 16GiB");
        }
        if (request.cores().isPresent()
                && request.vmCores().isEmpty()
                && recorded.cores().isEmpty()) {
            problems.add("--vm-cores: the runs do not say how many a VM has, or do not agree; want it, such as 8");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        long size = request.size().orElseGet(() -> recorded.size().getAsLong());
        Options options =
                new Options(request.margin(), request.seed(), deadline(request), request.threads()).withExactEngine();
        if (request.objective() == PackRequest.Objective.MAX_VMS) {
            List<Trace> cycles = traces.stream().map(NamedTrace::trace).toList();
            long budget = request.hosts().get(0).budget();
            return new Vms(request, recorded, traces, size, MaxVms.plan(cycles, budget, size, options));
        }
        List<Job> jobs = jobs(request, recorded, traces, size);
        return new Jobs(request, recorded, traces, size, jobs, Makespan.plan(jobs, request.hosts(), options));
    }

    private static List<Job> jobs(PackRequest request, TraceSet recorded, List<NamedTrace> traces, long size) {
        int cores = request.cores().isEmpty()
                ? 0
                : request.vmCores().orElseGet(() -> recorded.cores().getAsInt());
        return IntStream.range(0, request.jobs().orElse(traces.size()))
                .mapToObj(job -> {
                    NamedTrace trace = traces.get(job % traces.size());
                    return new Job("job-" + job, trace.name(), trace.trace(), size, cores);
                })
                .toList();
    }

    private static NamedTrace maximum(List<NamedTrace> traces) {
        return new NamedTrace(
                "maximum of " + traces.size() + " traces",
                Trace.max(traces.stream().map(NamedTrace::trace).toList()),
                traces.stream().mapToInt(NamedTrace::heldSeconds).min().orElse(0));
    }

    private static BooleanSupplier deadline(PackRequest request) {
        long start = System.nanoTime();
        long limit = request.time().toNanos();
        return () -> System.nanoTime() - start >= limit;
    }

    private static long usable(PackRequest request, PackingHost host) {
        return new Options(request.margin(), 0, () -> true, 1).usable(host.budget());
    }
}
