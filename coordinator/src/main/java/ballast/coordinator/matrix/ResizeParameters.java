package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.like;
import static ballast.coordinator.matrix.Parameter.optional;
import static ballast.coordinator.matrix.Parameter.required;

import ballast.model.ByteSize;
import ballast.model.MidResize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The parameters of benchmarks that resize a VM by command; defaults are the artefact's. */
final class ResizeParameters {
    static final Parameter<ByteSize> TARGET = required("target", Types.VM_SIZE);
    static final Parameter<ByteSize> DOWN_TO_TARGET = like("minimum", Types.VM_SIZE, TARGET);
    static final Parameter<Duration> RESIZE_TIMEOUT = optional("resize-timeout", Types.TIME, "5m");

    private static final Parameter<Boolean> BASELINE = optional("baseline", Types.FLAG, "false");
    private static final Parameter<ByteSize> FILL = required("fill", Types.BYTES);
    private static final Parameter<Duration> SETTLE = optional("settle", Types.PAUSE, "5s");
    private static final Parameter<Duration> SHRINK_AT = optional("shrink-at", Types.TIME, "20s");
    private static final Parameter<Duration> GROW_AT = optional("grow-at", Types.TIME, "90s");

    private ResizeParameters() {}

    /** Of a benchmark that shrinks and grows once in the midst of the guest's work, after those of the work. */
    static List<Parameter<?>> after(List<Parameter<?>> own) {
        List<Parameter<?>> all = new ArrayList<>(own);
        all.addAll(List.of(BASELINE, TARGET, FILL, SETTLE, SHRINK_AT, GROW_AT, RESIZE_TIMEOUT));
        return all;
    }

    /** @throws IllegalArgumentException if the values do not go together */
    static MidResize midResize(Settings settings) {
        return new MidResize(
                settings.get(BASELINE),
                settings.get(TARGET),
                settings.get(FILL),
                settings.get(SETTLE),
                settings.get(SHRINK_AT),
                settings.get(GROW_AT),
                settings.get(RESIZE_TIMEOUT));
    }
}
