package ballast.coordinator.packing;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** OR-tools' CP-SAT, for small questions. Only to be touched where it is known to be installed. */
final class CpSat implements ExactEngine {
    /** With more intervals than these it gets nowhere in a minute. */
    private static final int MOST_INTERVALS = 3000;

    private static final int MOST_STEPS = 48;
    private static final int LEAST_STEPS = 8;
    /** In CP-SAT's own deterministic time, which is about a second each, so that the same seed gives the same plan. */
    private static final double BOUND_LIMIT = 2;

    private static final double PLAN_LIMIT = 20;
    private static final long ASK_MILLIS = 20;

    private final Instance instance;
    private final Options options;
    private final int steps;

    private CpSat(Instance instance, Options options, int steps) {
        this.instance = instance;
        this.options = options;
        this.steps = steps;
    }

    static void load() {
        Loader.loadNativeLibraries();
    }

    /** Nothing where the question is too large for it. */
    static Optional<ExactEngine> of(Instance instance, Options options) {
        int places = 0;
        for (int job = 0; job < instance.jobs(); job++) {
            places += instance.hostsFor(instance.shape(job)).length;
        }
        int steps = Math.min(MOST_STEPS, MOST_INTERVALS / Math.max(1, places));
        return steps >= LEAST_STEPS ? Optional.of(new CpSat(instance, options, steps)) : Optional.empty();
    }

    @Override
    public int bound(Schedule best) {
        CpSolver solver = solver(BOUND_LIMIT);
        CpSolverStatus status = solve(solver, new CpSatModel(instance, best, false, steps));
        boolean known = status == CpSolverStatus.OPTIMAL
                || status == CpSolverStatus.FEASIBLE
                || status == CpSolverStatus.UNKNOWN;
        int bound = known ? (int) Math.ceil(solver.bestObjectiveBound() - 1e-6) : 0;
        return Math.min(best.makespan(), Math.max(instance.lowerBound(), bound));
    }

    @Override
    public Optional<Schedule> better(Schedule best) {
        var model = new CpSatModel(instance, best, true, steps);
        CpSolver solver = solver(PLAN_LIMIT);
        CpSolverStatus status = solve(solver, model);
        return status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE
                ? Optional.of(Compaction.compact(instance, model.schedule(solver)))
                        .filter(found -> found.makespan() < best.makespan())
                : Optional.empty();
    }

    private CpSolver solver(double limit) {
        var solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1) // several that take turns, the other way to the same plan each time, abort in 9.15
                .setRandomSeed((int) options.seed() & Integer.MAX_VALUE)
                .setMaxDeterministicTime(limit);
        return solver;
    }

    private CpSolverStatus solve(CpSolver solver, CpSatModel model) {
        var done = new CountDownLatch(1);
        Thread watch = new Thread(() -> stopWhenEnough(solver, done), "cp-sat-limit");
        watch.setDaemon(true);
        watch.start();
        try {
            return solver.solve(model.model());
        } finally {
            done.countDown();
        }
    }

    private void stopWhenEnough(CpSolver solver, CountDownLatch done) {
        try {
            while (!done.await(ASK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (options.enough().getAsBoolean()) {
                    // again and again: one that has not begun does not hear it
                    solver.stopSearch();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
