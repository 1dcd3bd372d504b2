package ballast.coordinator.stats;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a figure is.
 *
 * @param name as in {@link Figures}; of those that are made of many values, without what stands behind it, as {@code _median}
 * @param shortName for users
 * @param key in {@link Figures} of the value that stands for it
 * @param unit for people; empty of a mere number
 * @param benchmarks that have it
 * @param formula how it is computed
 * @param asPublished how the published artefact computes it instead; empty if no other way
 */
public record FigureKind(
        String name,
        String shortName,
        String key,
        String unit,
        Better better,
        List<String> benchmarks,
        String formula,
        String asPublished) {
    /** Which way is an improvement. */
    public enum Better {
        HIGHER,
        LOWER
    }

    private static final Pattern DETAIL = Pattern.compile("_(mean|std|min|p1|p5|p25|median|p95|p99|max|count|\\d+)");

    public FigureKind {
        benchmarks = List.copyOf(benchmarks);
    }

    /** Whether {@code figure} is this one, or tells more of it, as its {@code _min}. */
    boolean has(String figure) {
        return figure.equals(key)
                || figure.equals(name)
                || (figure.startsWith(name)
                        && DETAIL.matcher(figure.substring(name.length())).matches());
    }
}
