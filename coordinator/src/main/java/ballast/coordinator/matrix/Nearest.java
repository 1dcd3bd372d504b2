package ballast.coordinator.matrix;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What a user who mistyped probably meant. */
final class Nearest {
    private Nearest() {}

    /** The most similar of {@code known}, the first of equals; none if a third of the word or more would have to change. */
    static Optional<String> to(String word, Collection<String> known) {
        int least = Math.max(2, word.length() / 3) + 1;
        String best = null;
        for (String candidate : known) {
            int distance = LevenshteinDistance.getDefaultInstance()
                    .apply(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code ; did you mean 'x'?}, or nothing. */
    static String hint(String word, Collection<String> known) {
        return to(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    }

    /** {@code ; did you mean 'x'?}, or all there are. */
    static String hintOrAll(String word, Collection<String> known) {
        return to(word, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; want one of [" + String.join(", ", known) + "]");
    }
}
