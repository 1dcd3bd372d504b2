package ballast.coordinator.exchange;

import static ballast.coordinator.table.Column.json;
import static ballast.coordinator.table.Column.number;
import static ballast.coordinator.table.Column.text;
import static ballast.coordinator.table.Column.whole;

import ballast.coordinator.table.Column;
import java.util.ArrayList;
import java.util.List;

/** The long tables. The first columns tell which run a row is of; a cell's parameters are one column, as JSON. */
enum TableKind {
    /** {@code source}: samples (10 Hz, the process), guest (1 Hz, with the guest's answer) or published (the artefact's). */
    SAMPLES(
            whole("vm"),
            text("source"),
            number("time_s"),
            whole("rss_bytes"),
            whole("ram_bytes"),
            whole("target_bytes"),
            whole("free_small_pages"),
            whole("free_huge_pages"),
            whole("cached_bytes"),
            whole("total_bytes"),
            whole("free_bytes")),
    /** {@code what}: inflate (an iteration), stream (an iteration), ftq (a quantum) or build. */
    ITERATIONS(
            whole("vm"),
            text("what"),
            whole("thread"),
            whole("iteration"),
            whole("shrink_ns"),
            whole("grow_ns"),
            whole("touch_ns"),
            whole("touch2_ns"),
            number("seconds"),
            number("bandwidth_mb_s"),
            whole("work"),
            whole("time_ticks"),
            number("start_s"),
            number("end_s"),
            number("clean_s")),
    PHASES(whole("vm"), text("phase"), whole("iteration"), number("start_s"), number("end_s"));

    private static final List<Column> RUN = List.of(
            text("campaign"),
            text("cell"),
            text("benchmark"),
            text("mode"),
            whole("repetition"),
            text("accel"),
            json("parameters"));

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Column> own;

    TableKind(Column... own) {
        this.own = List.of(own);
    }

    List<Column> columns() {
        List<Column> all = new ArrayList<>(RUN);
        all.addAll(own);
        return all;
    }

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
