package ballast.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody who mistyped a word probably meant. */
public final class Nearest {
    private Nearest() {}

    /** {@code ; did you mean 'x'?}, or all there are where none is similar. */
    public static String hint(String word, Collection<String> known) {
        int least = Math.max(2, word.length() / 3) + 1;
        Optional<String> best = Optional.empty();
        for (String candidate : known) {
            int distance = LevenshteinDistance.getDefaultInstance()
                    .apply(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best.map(near -> "; did you mean '" + near + "'?")
                .orElse("; want one of [" + String.join(", ", known) + "]");
    }
}
