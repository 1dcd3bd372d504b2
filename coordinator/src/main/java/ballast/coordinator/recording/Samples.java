package ballast.coordinator.recording;

import ballast.coordinator.stats.Sample;
import ballast.coordinator.trace.Grid;
import ballast.coordinator.trace.Trace;
import java.util.List;

/** A VM's RSS, by time. */
record Samples(List<Sample> all) {
    Samples {
        all = all.stream().filter(sample -> !Double.isNaN(sample.rss())).toList();
    }

    Trace trace(double start, int seconds) {
        return Grid.sample(
                all.stream().mapToDouble(Sample::time).toArray(),
                all.stream().mapToDouble(Sample::rss).toArray(),
                start,
                seconds);
    }

    double first() {
        return all.isEmpty() ? Double.NaN : all.get(0).time();
    }

    double last() {
        return all.isEmpty() ? Double.NaN : all.get(all.size() - 1).time();
    }

    /** How many of a trace's seconds are later than the last sample. */
    int heldSeconds(double start, int seconds) {
        return Math.min(seconds, Math.max(0, seconds - 1 - (int) Math.floor(last() - start)));
    }
}
