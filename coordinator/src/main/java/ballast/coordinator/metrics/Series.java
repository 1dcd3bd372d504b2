package ballast.coordinator.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** The declared metrics in a registry of their own: several coordinators may live in one process. */
final class Series {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final Map<Metric, Gauge> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);

    Series() {
        for (Metric metric : Metric.values()) {
            String[] labels = metric.labels().toArray(String[]::new);
            switch (metric.type()) {
                case GAUGE ->
                    gauges.put(
                            metric,
                            Gauge.build(metric.id(), metric.help())
                                    .labelNames(labels)
                                    .register(registry));
                case COUNTER ->
                    counters.put(
                            metric,
                            Counter.build(metric.id(), metric.help())
                                    .labelNames(labels)
                                    .register(registry));
            }
        }
    }

    /** NaN means that there is no value, and so no series. */
    void set(Metric metric, double value, String... labels) {
        if (Double.isNaN(value)) {
            remove(metric, labels);
        } else {
            gauges.get(metric).labels(labels).set(value);
        }
    }

    /** Exact up to 8 PiB. */
    void setBytes(Metric metric, long bytes, String... labels) {
        set(metric, (double) bytes, labels);
    }

    void remove(Metric metric, String... labels) {
        gauges.get(metric).remove(labels);
    }

    void count(Metric metric, String... labels) {
        count(metric, 1, labels);
    }

    void count(Metric metric, int more, String... labels) {
        counters.get(metric).labels(labels).inc(more);
    }

    /** Lets a counter start at 0, so that its first increase is seen as one. */
    void expect(Metric metric, String... labels) {
        counters.get(metric).labels(labels);
    }

    /** Prometheus' text format 0.0.4, without the creation times that the client adds to each counter. */
    String scrape() {
        StringWriter text = new StringWriter();
        try {
            TextFormat.write004(
                    text, registry.filteredMetricFamilySamples((String name) -> !name.endsWith("_created")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
