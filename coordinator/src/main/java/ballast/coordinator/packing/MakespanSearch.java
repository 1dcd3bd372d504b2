package ballast.coordinator.packing;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes a first plan, and then better ones: it asks for a plan that ends a part sooner, and for less when there is none. */
final class MakespanSearch {
    private static final double FIRST_CUT = 0.04;
    private static final double LAST_CUT = 0.0005;
    /** Where a search for a part of the jobs ends. */
    private static final double LAST_CUT_OF_PART = 0.004;
    /** Rounds of each thread before a deadline is given up, and where it is for a part of the jobs. */
    private static final int ROUNDS = 12;

    private static final int ROUNDS_OF_PART = 6;
    /** How often it begins again with large cuts after the small ones failed, with more patience each time. */
    private static final int PASSES = 8;
    /** Rounds between two looks at what the other threads have. */
    private static final int BATCH = 2;
    /** With more jobs than these for a host a plan is made of two halves first. */
    private static final int FEW_PER_HOST = 6;

    private final Instance instance;
    private final Options options;
    private final Consumer<Schedule> told;
    private Schedule best;
    private long squeezes;

    private MakespanSearch(Instance instance, Options options, Consumer<Schedule> told) {
        this.instance = instance;
        this.options = options;
        this.told = told;
    }

    /**
     * @param told of each better schedule, the first at once
     */
    static Schedule best(Instance instance, Options options, Consumer<Schedule> told) {
        return new MakespanSearch(instance, options, told).searchAndProve(PASSES, ROUNDS, LAST_CUT);
    }

    private Schedule searchAndProve(int passes, int rounds, double lastCut) {
        search(passes, rounds, lastCut);
        if (options.exact() && goesOn()) {
            ExactEngine.of(instance, options).ifPresent(this::exactly);
        }
        return best;
    }

    private void exactly(ExactEngine engine) {
        instance.proved(engine.bound(best));
        if (goesOn()) {
            engine.better(best).ifPresent(this::better);
        }
    }

    private Schedule search(int passes, int rounds, double lastCut) {
        best = Compaction.compact(instance, ListScheduling.longestFirst(instance));
        told.accept(best);
        if (instance.hosts() > 1 && instance.isUniform()) {
            int share = (instance.jobs() + instance.hosts() - 1) / instance.hosts();
            Instance one = instance.part(
                    IntStream.range(0, share).boxed().toList(),
                    instance.allHosts().subList(0, 1));
            new MakespanSearch(one, options, schedule -> better(Halves.onEqualHosts(instance, schedule)))
                    .searchAndProve(passes, rounds, lastCut);
            // one of the hosts has so many of the jobs
            instance.proved(one.lowerBound());
        } else {
            if (instance.jobs() >= FEW_PER_HOST * instance.hosts() && goesOn()) {
                halves();
            }
            for (int pass = 0; pass < passes && goesOn(); pass++) {
                pass(rounds * (pass + 1), lastCut);
            }
        }
        return best;
    }

    private boolean goesOn() {
        return best.makespan() > instance.lowerBound() && !options.enough().getAsBoolean();
    }

    private void halves() {
        List<Integer> first = Halves.half(instance);
        List<Integer> second = Halves.others(instance, first);
        Instance one = instance.part(first, instance.allHosts());
        Instance other = instance.part(
                second, instance.allHosts().stream().map(Instance.Host::emptied).toList());
        Schedule oneSchedule = part(one);
        // Half of an odd number has one job more: its schedule without the last number is one for the other half.
        boolean same = instance.running() == 0 && instance.alike().size() == 1;
        Schedule otherSchedule = same ? oneSchedule : part(other);
        if (options.enough().getAsBoolean()) {
            return;
        }
        better(Halves.oneAfterTheOther(instance, first, oneSchedule, second, otherSchedule));
    }

    private Schedule part(Instance part) {
        return new MakespanSearch(part, options, schedule -> {}).search(1, ROUNDS_OF_PART, LAST_CUT_OF_PART);
    }

    /** From large cuts to small ones. */
    private void pass(int rounds, double lastCut) {
        double cut = FIRST_CUT;
        int failed = 0;
        while (cut >= lastCut && goesOn()) {
            int shorter = Math.max(1, (int) (best.makespan() * cut));
            int deadline = Math.max(instance.lowerBound(), best.makespan() - shorter);
            if (deadline == failed) {
                cut /= 2;
                continue;
            }
            Optional<Schedule> found = by(deadline, rounds);
            if (found.isPresent()) {
                better(found.get());
            } else {
                failed = deadline;
                cut /= 2;
            }
        }
    }

    private void better(Schedule schedule) {
        if (schedule.makespan() < best.makespan()) {
            best = schedule;
            told.accept(best);
        }
    }

    private Optional<Schedule> by(int deadline, int rounds) {
        squeezes++;
        List<Squeeze> climbs = IntStream.range(0, options.threads())
                .mapToObj(thread -> thread % 2 == squeezes % 2
                        ? Squeeze.compressed(instance, best, deadline, random(thread), options.enough())
                        : Squeeze.spaced(instance, best, deadline, random(thread), options.enough()))
                .toList();
        for (int round = 0; round < rounds && !options.enough().getAsBoolean(); round += BATCH) {
            // The first in order that found something: which thread was faster does not matter.
            Optional<Schedule> found = climbs.parallelStream().map(climb -> climb.rounds(BATCH)).toList().stream()
                    .flatMap(Optional::stream)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private SplittableRandom random(int thread) {
        return new SplittableRandom((options.seed() * 1_000_003 + squeezes) * 1_009 + thread);
    }
}
