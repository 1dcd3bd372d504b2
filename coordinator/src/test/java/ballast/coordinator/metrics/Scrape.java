package ballast.coordinator.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' text format, read independently of the client that wrote it.
 *
 * @param types type of each metric
 * @param samples value of each series, its labels sorted: {@code name{a="1",b="2"}}
 */
record Scrape(Map<String, String> types, Map<String, String> help, Map<String, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    static Scrape parse(String text) {
        Scrape scrape = new Scrape(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        text.lines().forEach(scrape::line);
        return scrape;
    }

    private void line(String line) {
        String[] words = line.split(" ", 4);
        if (line.startsWith("# TYPE ")) {
            types.put(words[2], words[3]);
        } else if (line.startsWith("# HELP ")) {
            help.put(words[2], words[3]);
        } else {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("not a line of the text format: " + line);
            }
            samples.put(series(sample.group(1), sample.group(2)), Double.valueOf(sample.group(3)));
        }
    }

    private static String series(String name, String labels) {
        return labels == null ? name : name + labels(labels);
    }

    private static Map<String, String> labels(String labels) {
        Map<String, String> sorted = new TreeMap<>();
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            sorted.put(label.group(1), label.group(2));
        }
        return sorted;
    }

    /** {@code labels} as {@code host=a, vm=0}, sorted by name. */
    Double value(String name, String labels) {
        return samples.get(name + "{" + labels + "}");
    }

    Set<String> seriesOf(String name) {
        Set<String> series = new TreeSet<>(samples.keySet());
        series.removeIf(key -> !key.equals(name) && !key.startsWith(name + "{"));
        return series;
    }
}
