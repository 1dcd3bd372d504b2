package ballast.coordinator.packing;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.packing.Instances.Problem;
import ballast.coordinator.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for every plan, however long was searched. */
final class MakespanPropertiesTest {
    private static final int TRIES = 40;
    private static final int QUESTIONS = 100;

    @Provide
    Arbitrary<Problem> problems() {
        return Instances.problems();
    }

    @Property(tries = TRIES)
    void no_second_is_over_budget_or_cores(
            @ForAll("problems") Problem problem, @ForAll @DoubleRange(max = 0.19) double margin) {
        Options options = Instances.asking(QUESTIONS, margin, 2);
        List<MakespanPlan> plans = new ArrayList<>();
        plans.add(Makespan.plan(problem.jobs(), problem.hosts(), options, plans::add));
        for (MakespanPlan plan : plans) {
            for (PackingHost host : problem.hosts()) {
                // What ran there before cannot be moved, and may be over the budget by itself: nothing may be added to
                // it there.
                assertThat(isOver(problem, plan, host, options)).isFalse();
            }
        }
    }

    @Property(tries = TRIES)
    void each_job_is_placed_once_on_a_host_there_is(@ForAll("problems") Problem problem) {
        MakespanPlan plan = plan(problem, 0);
        assertThat(plan.starts())
                .extracting(Start::run)
                .containsExactlyElementsOf(problem.jobs().stream().map(Job::run).toList());
        assertThat(problem.hosts())
                .extracting(PackingHost::id)
                .containsAll(plan.starts().stream().map(Start::host).toList());
        assertThat(plan.starts()).allMatch(start -> start.second() >= 0);
    }

    @Property(tries = TRIES)
    void nothing_waits_that_could_start_on_its_host(@ForAll("problems") Problem problem) {
        MakespanPlan plan = plan(problem, 0);
        Options options = Instances.asking(0, 0, 1);
        for (Start start : plan.starts()) {
            for (int earlier = 0; earlier < start.second(); earlier++) {
                var moved = new Start(start.run(), start.host(), earlier);
                assertThat(isOver(problem, with(plan, moved), host(problem, start.host()), options))
                        .as("%s could start at %d", start, earlier)
                        .isTrue();
            }
        }
    }

    @Property(tries = TRIES)
    void of_jobs_that_are_alike_the_first_in_the_list_starts_first(@ForAll("problems") Problem problem) {
        MakespanPlan plan = plan(problem, 0);
        Map<Trace, List<Integer>> starts = IntStream.range(0, problem.jobs().size())
                .boxed()
                .collect(Collectors.groupingBy(
                        job -> problem.jobs().get(job).trace(),
                        Collectors.mapping(job -> plan.starts().get(job).second(), Collectors.toList())));
        assertThat(starts.values()).allSatisfy(each -> assertThat(each).isSorted());
    }

    @Property(tries = TRIES)
    void the_makespan_is_the_last_end_and_no_less_than_its_bound(@ForAll("problems") Problem problem) {
        List<MakespanPlan> told = new ArrayList<>();
        MakespanPlan last =
                Makespan.plan(problem.jobs(), problem.hosts(), Instances.asking(QUESTIONS, 0, 1), told::add);
        int end = IntStream.range(0, problem.jobs().size())
                .map(job -> last.starts().get(job).second()
                        + problem.jobs().get(job).trace().seconds())
                .max()
                .orElseThrow();
        assertThat(last.makespan()).isEqualTo(end).isGreaterThanOrEqualTo(last.lowerBound());
        assertThat(told.get(told.size() - 1).starts()).isEqualTo(last.starts());
        assertThat(told).extracting(MakespanPlan::makespan).isSortedAccordingTo((one, other) -> other - one);
        assertThat(told).extracting(MakespanPlan::makespan).doesNotHaveDuplicates();
    }

    @Property(tries = TRIES)
    void what_was_planned_with_a_margin_is_a_plan_without_one(@ForAll("problems") Problem problem) {
        MakespanPlan careful = plan(problem, 0.1);
        for (PackingHost host : problem.hosts()) {
            assertThat(isOver(problem, careful, host, Instances.asking(0, 0, 1)))
                    .isFalse();
        }
        assertThat(plan(problem, 0).lowerBound()).isLessThanOrEqualTo(careful.makespan());
    }

    @Property(tries = 5)
    void the_same_seed_gives_the_same_plan_with_any_speed(@ForAll("problems") Problem problem) {
        assertThat(ended(problem)).isEqualTo(ended(problem));
    }

    /** The search of as few as three jobs ends by itself. */
    private static MakespanPlan ended(Problem problem) {
        List<Job> few = problem.jobs().subList(0, Math.min(3, problem.jobs().size()));
        return Makespan.plan(few, problem.hosts(), new Options(0, 3, () -> false, 2));
    }

    private static MakespanPlan plan(Problem problem, double margin) {
        return Makespan.plan(problem.jobs(), problem.hosts(), Instances.asking(QUESTIONS, margin, 1));
    }

    private static PackingHost host(Problem problem, String id) {
        return problem.hosts().stream()
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static MakespanPlan with(MakespanPlan plan, Start moved) {
        List<Start> starts = plan.starts().stream()
                .map(start -> start.run().equals(moved.run()) ? moved : start)
                .toList();
        return new MakespanPlan(starts, plan.makespan(), 0, 0, 0);
    }

    private static boolean isOver(Problem problem, MakespanPlan plan, PackingHost host, Options options) {
        int end = plan.makespan() + 300;
        for (int second = 0; second < end; second++) {
            long bytes = 0;
            int cores = 0;
            boolean isOurs = false;
            for (PackingHost.Busy busy : host.busy()) {
                bytes += busy.rest().at(second);
                cores += second < busy.rest().seconds() ? busy.cores() : 0;
            }
            for (int job = 0; job < plan.starts().size(); job++) {
                Start start = plan.starts().get(job);
                Job ours = problem.jobs().get(job);
                int age = second - start.second();
                if (start.host().equals(host.id())
                        && age >= 0
                        && age < ours.trace().seconds()) {
                    bytes += ours.trace().at(age);
                    cores += ours.cores();
                    isOurs = true;
                }
            }
            if (isOurs && (bytes > options.usable(host.budget()) || cores > host.cores())) {
                return true;
            }
        }
        return false;
    }
}
