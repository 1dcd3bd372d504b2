package ballast.coordinator.packing;

import ballast.coordinator.packing.StepFunction.Step;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CumulativeConstraint;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The question in CP-SAT's terms: a job is one interval for each step of its shape, all at fixed distances from its start, and the
 * intervals of a host are cumulative. Starts are in seconds. With steps above the shapes a solution is a schedule; with
 * steps below them no schedule is shorter than the best solution.
 */
final class CpSatModel {
    /** The largest host in units of demand: finer ones make the search slower. */
    private static final long UNITS = 50_000;

    private final Instance instance;
    private final boolean above;
    private final int steps;
    private final long unit;
    private final CpModel model = new CpModel();
    private final IntVar[] starts;
    /** By job: the hosts on which it fits, and whether it is there. */
    private final List<Map<Integer, Literal>> places = new ArrayList<>();

    private final IntVar makespan;
    private final Map<Shape, List<Step>> approximations = new HashMap<>();

    /**
     * @param above whether solutions are schedules; otherwise they prove a bound
     * @param best a schedule that is known: the search begins with it, and looks for nothing that ends later
     * @param steps of each shape at most
     */
    CpSatModel(Instance instance, Schedule best, boolean above, int steps) {
        this.instance = instance;
        this.above = above;
        this.steps = steps;
        unit = Math.max(1, instance.most() / UNITS);
        makespan = model.newIntVar(instance.lowerBound(), best.makespan(), "makespan");
        starts = IntStream.range(0, instance.jobs())
                .mapToObj(job -> start(job, best))
                .toArray(IntVar[]::new);
        for (int job = 0; job < instance.jobs(); job++) {
            places.add(place(job, best));
        }
        for (int host = 0; host < instance.hosts(); host++) {
            hostHoldsItsJobs(host);
        }
        alikeStartInOrder();
        model.minimize(makespan);
    }

    private IntVar start(int job, Schedule best) {
        int seconds = instance.shape(job).seconds();
        IntVar start = model.newIntVar(0, best.makespan() - seconds, "start " + job);
        model.addLessOrEqual(LinearExpr.affine(start, 1, seconds), makespan);
        model.addHint(start, best.start()[job]);
        return start;
    }

    private Map<Integer, Literal> place(int job, Schedule best) {
        Map<Integer, Literal> place = new HashMap<>();
        int[] hosts = instance.hostsFor(instance.shape(job));
        for (int host : hosts) {
            if (hosts.length == 1) {
                place.put(host, model.trueLiteral());
            } else {
                BoolVar there = model.newBoolVar("job " + job + " on " + host);
                model.addHint(there, best.host()[job] == host);
                place.put(host, there);
            }
        }
        model.addExactlyOne(place.values());
        return place;
    }

    private void hostHoldsItsJobs(int host) {
        CumulativeConstraint bytes = model.addCumulative(units(instance.usable(host), !above));
        CumulativeConstraint cores = model.addCumulative(instance.cores(host));
        if (above && instance.allHosts().get(host).running() > 0) {
            busy(host, bytes, cores);
        }
        for (int job = 0; job < instance.jobs(); job++) {
            Literal there = places.get(job).get(host);
            if (there != null) {
                Shape shape = instance.shape(job);
                for (Step step : approximation(shape)) {
                    long demand = units(step.bytes(), above);
                    if (demand > 0) {
                        bytes.addDemand(
                                model.newOptionalFixedSizeIntervalVar(
                                        LinearExpr.affine(starts[job], 1, step.start()), step.seconds(), there, ""),
                                demand);
                    }
                }
                cores.addDemand(
                        model.newOptionalFixedSizeIntervalVar(starts[job], shape.seconds(), there, ""), shape.cores);
            }
        }
    }

    /** What runs there already, by block; for a bound it is left out. */
    private void busy(int host, CumulativeConstraint bytes, CumulativeConstraint cores) {
        Timeline busy = instance.busy(host);
        for (int start = 0; start < busy.end(); start += Shape.BLOCK) {
            int end = start + Shape.BLOCK;
            var interval = model.newFixedInterval(start, Shape.BLOCK, "");
            // no more than the host has, or there would be no solution at all
            bytes.addDemand(
                    interval, Math.min(units(busy.most(start, end), true), units(instance.usable(host), false)));
            cores.addDemand(interval, Math.min(busy.mostCores(start, end), instance.cores(host)));
        }
    }

    private void alikeStartInOrder() {
        for (List<Integer> alike : instance.alike().values()) {
            for (int each = 1; each < alike.size(); each++) {
                model.addLessOrEqual(starts[alike.get(each - 1)], starts[alike.get(each)]);
            }
        }
    }

    private List<Step> approximation(Shape shape) {
        return approximations.computeIfAbsent(
                shape, each -> above ? StepFunction.above(each.bytes, steps) : StepFunction.below(each.bytes, steps));
    }

    private long units(long bytes, boolean up) {
        return up ? (bytes + unit - 1) / unit : bytes / unit;
    }

    CpModel model() {
        return model;
    }

    /** Of a solver that has a solution. */
    Schedule schedule(CpSolver solver) {
        int[] host = new int[starts.length];
        int[] start = new int[starts.length];
        for (int job = 0; job < starts.length; job++) {
            start[job] = Math.toIntExact(solver.value(starts[job]));
            host[job] = places.get(job).entrySet().stream()
                    .filter(place -> solver.booleanValue(place.getValue()))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
        }
        return Schedule.of(instance, host, start);
    }
}
