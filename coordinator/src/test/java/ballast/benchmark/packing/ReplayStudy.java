package ballast.benchmark.packing;

import ballast.coordinator.packing.MaxVms;
import ballast.coordinator.packing.Options;
import ballast.coordinator.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How often a plan is exceeded when other recordings than those that it was made from are replayed: for each of the warm cycles a plan
 * for as many VMs as the packer finds, made from the others, is replayed with VMs that draw their cycles from what the plan did not see
 * (the cycle that was left out, or the other cycles where the plan knew one). The figure is the part of the seconds in which the sum is
 * above the full budget. Arguments: seconds for each plan (2), replays of each plan (50).
 */
final class ReplayStudy {
    private static final double[] MARGINS = {0, 0.05, 0.1};
    private static final long GIB = 1L << 30;

    private enum Knowledge {
        ONE("one recording"),
        MEAN("mean of the others"),
        MAX("maximum of the others"),
        DRIFT("maximum of cycle 1, replayed: cycle 2");

        private final String text;

        Knowledge(String text) {
            this.text = text;
        }
    }

    private final double seconds;
    private final int replays;

    private ReplayStudy(double seconds, int replays) {
        this.seconds = seconds;
        this.replays = replays;
    }

    public static void main(String[] args) throws IOException {
        var study = new ReplayStudy(
                args.length > 0 ? Double.parseDouble(args[0]) : 2, args.length > 1 ? Integer.parseInt(args[1]) : 50);
        Path data = ReferenceData.folder();
        System.out.println(
                "| mode, GiB | planned from | margin | VMs | seconds over the budget, per cent: mean | largest | worst excess, per cent |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (String mode : List.of("base-manual", "base-auto", "llfree-auto")) {
            for (long gib : new long[] {48, 96}) {
                for (Knowledge knowledge : Knowledge.values()) {
                    for (double margin : MARGINS) {
                        study.row(mode, new Recording(data, mode).set("W"), gib * GIB, knowledge, margin);
                    }
                }
            }
        }
    }

    private void row(String mode, List<Trace> warm, long budget, Knowledge knowledge, double margin) {
        var over = new ArrayList<Double>();
        double worst = 0;
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        for (int out = 0; out < (knowledge == Knowledge.DRIFT ? 1 : warm.size()); out++) {
            List<Trace> seen = seen(warm, knowledge, out);
            List<Trace> unseen =
                    warm.stream().filter(trace -> !seen.contains(trace)).toList();
            var clock = new Stopwatch(seconds);
            List<Integer> offsets = MaxVms.plan(
                            List.of(prediction(seen, knowledge)),
                            budget,
                            Recording.VM_SIZE,
                            new Options(margin, 1, clock::isOver, 2))
                    .offsets();
            fewest = Math.min(fewest, offsets.size());
            most = Math.max(most, offsets.size());
            var random = new SplittableRandom(out);
            for (int replay = 0; replay < replays; replay++) {
                List<Trace> drawn = IntStream.range(0, offsets.size())
                        .mapToObj(vm -> unseen.get(random.nextInt(unseen.size())))
                        .toList();
                long[] sums = Replay.sums(drawn, offsets);
                over.add(100.0 * Arrays.stream(sums).filter(sum -> sum > budget).count() / sums.length);
                worst = Math.max(worst, 100.0 * Arrays.stream(sums).max().orElse(0) / budget - 100);
            }
        }
        System.out.printf(
                "| %s %d | %s | %.0f %% | %s | %.2f | %.2f | %.1f |%n",
                mode,
                budget / GIB,
                knowledge.text,
                margin * 100,
                fewest == most ? "" + most : fewest + "–" + most,
                over.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                over.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                worst);
    }

    private static List<Trace> seen(List<Trace> warm, Knowledge knowledge, int out) {
        return switch (knowledge) {
            case ONE -> List.of(warm.get(out));
            case MEAN, MAX ->
                warm.stream().filter(trace -> !trace.equals(warm.get(out))).toList();
            case DRIFT -> warm.subList(0, 3);
        };
    }

    private static Trace prediction(List<Trace> seen, Knowledge knowledge) {
        if (knowledge != Knowledge.MEAN) {
            return Trace.max(seen);
        }
        long[] mean = new long[Recording.PERIOD];
        for (int second = 0; second < mean.length; second++) {
            int at = second;
            mean[second] = Math.round(
                    seen.stream().mapToLong(trace -> trace.at(at)).average().orElse(0));
        }
        return Trace.of(mean);
    }
}
