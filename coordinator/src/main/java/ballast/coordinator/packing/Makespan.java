package ballast.coordinator.packing;

import java.util.List;
import java.util.function.Consumer;

/** When and where jobs run so that all have ended as early as can be found. */
public final class Makespan {
    private Makespan() {}

    /** As the other, without being told of plans on the way. */
    public static MakespanPlan plan(List<Job> jobs, List<PackingHost> hosts, Options options) {
        return plan(jobs, hosts, options, better -> {});
    }

    /**
     * The search ends by itself when the plan is proved, or when a small cut of the makespan failed for long. In the plan no job can start earlier on its host while the others stay where they are; of jobs that are alike the one that comes
     * first in the list starts first.
     *
     * @param told of each plan that is better than the one before, the first at once; by one thread at a time
     * @throws IllegalArgumentException if two jobs or two hosts have one name, or a job fits on no host at all even when nothing
     *     else runs there; names all of them
     */
    public static MakespanPlan plan(
            List<Job> jobs, List<PackingHost> hosts, Options options, Consumer<MakespanPlan> told) {
        var question = new Question(jobs, hosts, options);
        if (jobs.isEmpty()) {
            MakespanPlan nothing = question.plan(new Schedule(new int[0], new int[0], 0));
            told.accept(nothing);
            return nothing;
        }
        return question.plan(
                MakespanSearch.best(question.instance(), options, better -> told.accept(question.plan(better))));
    }
}
