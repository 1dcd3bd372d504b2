package ballast.coordinator.packing;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.packing.Instances.Problem;
import ballast.coordinator.trace.Trace;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactEngineTest {
    private static final Options OPTIONS = new Options(0, 1, () -> false, 2);
    private static final long[] FRONT = {60, 60, 60, 30, 30, 30};
    private static final long[] BACK = {30, 30, 60, 60, 60, 60};

    @Provide
    Arbitrary<Problem> problems() {
        return Instances.problems();
    }

    private static Instance instance(Problem problem) {
        return new Question(problem.jobs(), problem.hosts(), OPTIONS).instance();
    }

    private static Schedule first(Instance instance) {
        return Compaction.compact(instance, ListScheduling.longestFirst(instance));
    }

    @Property(tries = 25)
    void bounds_hold_and_better_schedules_fit(@ForAll("problems") Problem problem) {
        Instance instance = instance(problem);
        Schedule first = first(instance);
        Assume.that(first.makespan() > instance.lowerBound());
        ExactEngine engine = ExactEngine.of(instance, OPTIONS).orElseThrow();

        Optional<Schedule> better = engine.better(first);

        assertThat(engine.bound(first)).isGreaterThanOrEqualTo(instance.lowerBound());
        assertThat(engine.bound(first)).isLessThanOrEqualTo(better.orElse(first).makespan());
        better.ifPresent(schedule -> {
            assertThat(schedule.makespan()).isLessThan(first.makespan());
            assertFits(instance, schedule);
        });
    }

    private static void assertFits(Instance instance, Schedule schedule) {
        var timelines = instance.timelines();
        for (int job = 0; job < instance.jobs(); job++) {
            Timeline timeline = timelines.get(schedule.host()[job]);
            assertThat(timeline.fits(instance.shape(job), schedule.start()[job]))
                    .isTrue();
            timeline.add(instance.shape(job), schedule.start()[job]);
        }
    }

    /** Whoever is high first and whoever is high last go together, but not two of one kind; longest first does not see it. */
    @Test
    void findsAndProvesWhatAreasDoNotShow() {
        var shapes = List.of(new Shape(FRONT, 1), new Shape(BACK, 1), new Shape(FRONT, 1));
        var instance = new Instance(shapes, List.of(new Instance.Host(100, 8, new Timeline(100, 8), 0)));
        int best = bestOfAll(instance);
        Schedule first = first(instance);
        ExactEngine engine = ExactEngine.of(instance, OPTIONS).orElseThrow();

        Schedule found = engine.better(first).orElse(first);

        assertThat(found.makespan()).isEqualTo(best);
        assertThat(engine.bound(found)).isEqualTo(best).isGreaterThan(instance.lowerBound());
    }

    @Test
    void onlyWhoAsksForItHasItsProof() {
        List<Job> jobs = List.of(job("one", FRONT), job("two", BACK), job("three", FRONT));
        List<PackingHost> hosts = List.of(PackingHost.empty("host", 100, 8));

        assertThat(Makespan.plan(jobs, hosts, OPTIONS).proved()).isFalse();
        assertThat(Makespan.plan(jobs, hosts, OPTIONS.withExactEngine()).proved())
                .isTrue();
    }

    private static Job job(String run, long[] bytes) {
        return new Job(run, run, Trace.of(bytes), 100, 1);
    }

    /** By trying all starts. */
    private static int bestOfAll(Instance instance) {
        int best = Integer.MAX_VALUE;
        for (int one = 0; one < 18; one++) {
            for (int two = 0; two < 18; two++) {
                for (int three = 0; three < 18; three++) {
                    int[] starts = {one, two, three};
                    Schedule schedule = Schedule.of(instance, new int[3], starts);
                    if (schedule.makespan() < best && fits(instance, starts)) {
                        best = schedule.makespan();
                    }
                }
            }
        }
        return best;
    }

    private static boolean fits(Instance instance, int[] starts) {
        Timeline timeline = instance.timelines().get(0);
        for (int job = 0; job < starts.length; job++) {
            if (!timeline.fits(instance.shape(job), starts[job])) {
                return false;
            }
            timeline.add(instance.shape(job), starts[job]);
        }
        return true;
    }

    @Test
    void stepsAreNowhereBelowOrAboveWhatTheyStandFor() {
        long[] bytes = {5, 5, 9, 8, 1, 2, 2, 7};
        var above = StepFunction.above(bytes, 3);
        var below = StepFunction.below(bytes, 3);
        assertThat(above).hasSize(3);
        assertThat(below).hasSize(3);
        for (var step : above) {
            for (int second = step.start(); second < step.end(); second++) {
                assertThat(step.bytes()).isGreaterThanOrEqualTo(bytes[second]);
            }
        }
        for (var step : below) {
            for (int second = step.start(); second < step.end(); second++) {
                assertThat(step.bytes()).isLessThanOrEqualTo(bytes[second]);
            }
        }
        assertThat(above.stream().mapToInt(StepFunction.Step::seconds).sum()).isEqualTo(bytes.length);
    }
}
