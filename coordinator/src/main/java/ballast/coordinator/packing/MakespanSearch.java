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
    /** Rounds of each thread before a deadline is given up. */
    private static final int ROUNDS = 60;
    /** How often it begins again with large cuts after the small ones failed. */
    private static final int PASSES = 20;
    /** Rounds between two looks at what the other threads have. */
    private static final int BATCH = 2;

    private final Instance instance;
    private final Options options;
    private final Consumer<MakespanPlan> told;
    private Schedule best;
    private long squeezes;

    MakespanSearch(Instance instance, Options options, Consumer<MakespanPlan> told) {
        this.instance = instance;
        this.options = options;
        this.told = told;
    }

    MakespanPlan best() {
        best = Compaction.compact(instance, ListScheduling.longestFirst(instance));
        told.accept(instance.plan(best));
        for (int pass = 0; pass < PASSES && goesOn(); pass++) {
            pass(pass);
        }
        return instance.plan(best);
    }

    private boolean goesOn() {
        return best.makespan() > instance.lowerBound() && !options.enough().getAsBoolean();
    }

    /** From large cuts to small ones, with more patience in each pass. */
    private void pass(int number) {
        double cut = FIRST_CUT;
        while (cut >= LAST_CUT && goesOn()) {
            int shorter = Math.max(1, (int) (best.makespan() * cut));
            int deadline = Math.max(instance.lowerBound(), best.makespan() - shorter);
            Optional<Schedule> found = by(deadline, ROUNDS * (number + 1));
            if (found.isPresent()) {
                better(found.get());
            } else {
                cut /= 2;
            }
        }
    }

    private void better(Schedule schedule) {
        if (schedule.makespan() < best.makespan()) {
            best = schedule;
            told.accept(instance.plan(best));
        }
    }

    private Optional<Schedule> by(int deadline, int rounds) {
        List<Squeeze> squeezes = IntStream.range(0, options.threads())
                .mapToObj(thread -> new Squeeze(instance, best, deadline, random(thread), options.enough()))
                .toList();
        this.squeezes++;
        for (int round = 0; round < rounds && !options.enough().getAsBoolean(); round += BATCH) {
            // The first in order that found something: which thread was faster does not matter.
            Optional<Schedule> found = squeezes.parallelStream()
                    .map(squeeze -> squeeze.rounds(BATCH))
                    .toList()
                    .stream()
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
