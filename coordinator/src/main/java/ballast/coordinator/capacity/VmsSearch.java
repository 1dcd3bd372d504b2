package ballast.coordinator.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The search for the largest number of VMs that fits, by trying numbers from 1 to a most. The first try is the guess; from then on the
 * numbers between the largest that fitted and the smallest that did not are halved, so that after the guess at most
 * ⌈log₂(most + 1)⌉ tries are needed. What is learnt on the way may give a new guess, which is tried next if the answer may still be
 * there, and a larger most. Immutable: each try gives a new one.
 */
public record VmsSearch(int most, int guess, List<Try> tries) {
    /** A number of VMs that was run, and whether it fitted. */
    public record Try(int vms, boolean fits) {}

    public VmsSearch {
        tries = List.copyOf(tries);
        if (most < 1 || guess < 1 || guess > most) {
            throw new IllegalArgumentException(
                    "got a guess of " + guess + " and at most " + most + " VMs, want 1 <= guess <= most");
        }
        for (Try made : tries) {
            if (made.vms() < 1 || made.vms() > most) {
                throw new IllegalArgumentException("got a try of " + made.vms() + " VMs, want 1 to " + most);
            }
        }
    }

    public static VmsSearch of(int most, int guess) {
        return new VmsSearch(most, guess, List.of());
    }

    public VmsSearch with(int vms, boolean fits) {
        List<Try> more = new ArrayList<>(tries);
        more.add(new Try(vms, fits));
        return new VmsSearch(most, guess, more);
    }

    /** Whether some number did not fit. */
    public boolean isBounded() {
        return smallestMisfit() <= most;
    }

    /** The largest number below all that did not fit which fitted; 0 if none did. */
    public int answer() {
        int limit = smallestMisfit();
        return tries.stream()
                .filter(made -> made.fits() && made.vms() < limit)
                .mapToInt(Try::vms)
                .max()
                .orElse(0);
    }

    /** Of the numbers that did not fit; most + 1 if none was tried. */
    int smallestMisfit() {
        return tries.stream()
                .filter(made -> !made.fits())
                .mapToInt(Try::vms)
                .min()
                .orElse(most + 1);
    }

    /** What to try next; empty when the answer is found. */
    public OptionalInt next() {
        int low = answer();
        int high = smallestMisfit();
        if (low < guess && guess < high) {
            return OptionalInt.of(guess);
        }
        return high - low > 1 ? OptionalInt.of((low + high) >>> 1) : OptionalInt.empty();
    }

    /** That a number fitted though as many or fewer did not: then the answer is the cautious one. Empty if the tries agree. */
    public Optional<String> contradiction() {
        int limit = smallestMisfit();
        return tries.stream()
                .filter(made -> made.fits() && made.vms() >= limit)
                .max(Comparator.comparingInt(Try::vms))
                .map(made -> made.vms() + " VMs fitted, but " + limit + " did not: the tries contradict each other; "
                        + answer() + " is the largest number below all that did not fit");
    }
}
