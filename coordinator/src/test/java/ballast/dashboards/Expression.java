package ballast.dashboards;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which series a PromQL expression names, and by which labels; whether it is one at all only Prometheus can tell.
 *
 * @param selectors in the expression's order
 * @param labels of {@code by}, {@code on} and their like
 */
record Expression(List<Selector> selectors, Set<String> labels) {
    /** A metric, and the labels that it is chosen by. */
    record Selector(String metric, Set<String> labels) {}

    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|\\d[\\w.]*|[a-zA-Z_:][\\w:]*|[^\\s\\w]");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Set<String> TAKE_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    static Expression parse(String expr) {
        return new Reader(tokens(expr)).read();
    }

    private static List<String> tokens(String expr) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expr);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private static final class Reader {
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> labels = new LinkedHashSet<>();
        private int next;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        Expression read() {
            while (next < tokens.size()) {
                String token = tokens.get(next++);
                if (TAKE_LABELS.contains(token)) {
                    labels.addAll(peek().equals("(") ? namesUntil(")") : Set.of());
                } else if (NAME.matcher(token).matches() && !OPERATORS.contains(token) && !isFunction()) {
                    selectors.add(new Selector(token, peek().equals("{") ? matchers() : Set.of()));
                }
            }
            return new Expression(List.copyOf(selectors), Set.copyOf(labels));
        }

        /** {@code rate(…)}, or {@code sum by (…) (…)}. */
        private boolean isFunction() {
            return Set.of("(", "by", "without").contains(peek());
        }

        private Set<String> matchers() {
            return namesUntil("}");
        }

        private Set<String> namesUntil(String end) {
            Set<String> names = new LinkedHashSet<>();
            while (!peek().equals(end)) {
                if (peek().isEmpty()) {
                    throw new IllegalArgumentException("expression: got its end, want '" + end + "'");
                }
                String token = tokens.get(next++);
                if (NAME.matcher(token).matches()) {
                    names.add(token);
                }
            }
            next++;
            return names;
        }

        private String peek() {
            return next < tokens.size() ? tokens.get(next) : "";
        }
    }
}
