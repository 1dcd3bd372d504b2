package ballast.coordinator.packing;

import java.util.List;

/**
 * When and where each job starts.
 *
 * @param starts one for each job, in the order of the jobs
 * @param makespan second at which the last job ends; 0 without jobs
 * @param lowerBound no plan ends before this second
 * @param staticMakespan of a plan that gives each job its full size from start to end. Such a plan is never exceeded and so leaves
 *     no margin
 * @param ffdPeakMakespan of a plan that gives each job its trace's peak from start to end: first-fit decreasing
 */
public record MakespanPlan(List<Start> starts, int makespan, int lowerBound, int staticMakespan, int ffdPeakMakespan) {
    public MakespanPlan {
        starts = List.copyOf(starts);
    }

    /** No plan can be better. */
    public boolean proved() {
        return makespan == lowerBound;
    }

    /** How far the makespan is above the lower bound, as a part of the lower bound; 0 is proved. */
    public double gap() {
        return gap(makespan, lowerBound);
    }

    /** The same of any plan. */
    public static double gap(int makespan, int lowerBound) {
        return lowerBound == 0 ? 0 : (makespan - lowerBound) / (double) lowerBound;
    }
}
