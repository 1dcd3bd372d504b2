package ballast.metric;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The declared metrics of one side, in a registry of their own: several coordinators and agents may live in one process. Labels are
 * in the order of the declaration. Safe for threads.
 */
public final class Series {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final Map<Metric, Gauge> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);
    private final Set<String> served = new HashSet<>();

    /** @param side whose metrics, beside those that every process has of itself */
    public Series(Metric.Side side) {
        for (Metric metric : Metric.values()) {
            if (metric.side() == side) {
                declare(metric);
            }
            if (metric.side() == side || metric.side() == Metric.Side.BOTH) {
                serve(metric);
            }
        }
        register(new StandardExports(), new MemoryPoolsExports(), new GarbageCollectorExports(), new ThreadExports());
    }

    private void declare(Metric metric) {
        String[] labels = metric.labels().toArray(String[]::new);
        String id = metric.id();
        String help = metric.help();
        switch (metric.type()) {
            case GAUGE ->
                gauges.put(metric, Gauge.build(id, help).labelNames(labels).register(registry));
            case COUNTER ->
                counters.put(metric, Counter.build(id, help).labelNames(labels).register(registry));
            case HISTOGRAM ->
                histograms.put(
                        metric,
                        Histogram.build(id, help)
                                .labelNames(labels)
                                .buckets(metric.buckets())
                                .register(registry));
            case SUMMARY -> throw new IllegalStateException(id + ": only the JVM has summaries");
        }
    }

    private void serve(Metric metric) {
        switch (metric.type()) {
            case GAUGE, COUNTER -> served.add(metric.id());
            case HISTOGRAM -> {
                served.add(metric.id() + "_bucket");
                served.add(metric.id() + "_sum");
                served.add(metric.id() + "_count");
            }
            case SUMMARY -> {
                served.add(metric.id()); // the JVM's collectors ask for the family's name, too
                served.add(metric.id() + "_sum");
                served.add(metric.id() + "_count");
            }
        }
    }

    private void register(Collector... collectors) {
        for (Collector collector : collectors) {
            collector.register(registry);
        }
    }

    /** NaN means that there is no value, and so no series. */
    public void set(Metric metric, double value, String... labels) {
        if (Double.isNaN(value)) {
            remove(metric, labels);
        } else {
            gauges.get(metric).labels(labels).set(value);
        }
    }

    /** Exact up to 8 PiB. */
    public void setBytes(Metric metric, long bytes, String... labels) {
        set(metric, (double) bytes, labels);
    }

    /** Of a gauge. Nothing if there is none. */
    public void remove(Metric metric, String... labels) {
        gauges.get(metric).remove(labels);
    }

    /** Of a gauge, all series. */
    public void clear(Metric metric) {
        gauges.get(metric).clear();
    }

    public void count(Metric metric, String... labels) {
        count(metric, 1, labels);
    }

    /** @param more 0 or more */
    public void count(Metric metric, double more, String... labels) {
        counters.get(metric).labels(labels).inc(more);
    }

    /** Lets a counter stand at a total that is counted elsewhere; it never falls. */
    public void total(Metric metric, double total, String... labels) {
        Counter.Child counter = counters.get(metric).labels(labels);
        counter.inc(Math.max(0, total - counter.get()));
    }

    /** Lets a counter start at 0, so that its first increase is seen as one. */
    public void expect(Metric metric, String... labels) {
        counters.get(metric).labels(labels);
    }

    /** In a histogram. */
    public void observe(Metric metric, double value, String... labels) {
        histograms.get(metric).labels(labels).observe(value);
    }

    /** Prometheus' text format 0.0.4, without the creation times that the client adds to each counter. */
    public String scrape() {
        StringWriter text = new StringWriter();
        try {
            TextFormat.write004(text, registry.filteredMetricFamilySamples((String name) -> served.contains(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
