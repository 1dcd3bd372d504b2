package ballast.coordinator.packing;

import java.util.SplittableRandom;

/** A random order, the same for the same seed. */
final class Shuffle {
    private Shuffle() {}

    static void shuffle(int[] order, SplittableRandom random) {
        for (int each = order.length - 1; each > 0; each--) {
            int other = random.nextInt(each + 1);
            int kept = order[each];
            order[each] = order[other];
            order[other] = kept;
        }
    }
}
