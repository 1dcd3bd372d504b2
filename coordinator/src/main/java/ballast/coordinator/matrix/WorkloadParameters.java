package ballast.coordinator.matrix;

import static ballast.coordinator.matrix.Parameter.optional;

import ballast.model.ByteSize;
import ballast.model.Durations;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What a guest works on, and what follows from that where a matrix says nothing else. */
final class WorkloadParameters {
    private static final ByteSize PAGE = new ByteSize(4096);

    static final Parameter<WorkloadFile> WORKLOAD = optional("workload", Types.WORKLOAD, "write");
    /** Of a workload that touches what it is told to; else nothing. */
    static final Parameter<ByteSize> TOUCH =
            declared("touch", Types.BYTES, false, file -> file.usesTouch() ? Optional.empty() : Optional.of("0B"));

    static final Parameter<Duration> TIMEOUT = declared(
            "workload-timeout",
            Types.TIME,
            true,
            file -> Optional.of(Durations.format(file.declared().build().timeout())));
    static final Parameter<String> IMAGE = declared("image", Types.IMAGE, true, file -> Optional.of(file.image()));

    private WorkloadParameters() {}

    /** A parameter whose default the workload's file tells; empty if it must be given with such a workload. */
    private static <T> Parameter<T> declared(
            String key, ParameterType<T> type, boolean follows, Function<WorkloadFile, Optional<String>> fallback) {
        return new Parameter<>(key, type, follows, settings -> {
            Value workload = settings.find(WORKLOAD).orElseThrow();
            return workload.isReadable()
                    ? fallback.apply(settings.get(WORKLOAD)).map(text -> type.read(text, workload.line()))
                    : Optional.of(Value.unreadable(workload.line()));
        });
    }

    /** @throws IllegalArgumentException if the values do not go together */
    static Workload workload(Settings settings, VmSpec vm) {
        WorkloadFile file = settings.get(WORKLOAD);
        ByteSize touch = settings.get(TOUCH);
        if (file.usesTouch()) {
            requireTouch(touch, vm);
        } else if (touch.bytes() > 0) {
            throw new IllegalArgumentException("touch: got " + touch + ", want it left out or 0B: the workload "
                    + file.reference() + " does not use it");
        }
        return file.workload(touch, settings.get(TIMEOUT));
    }

    private static void requireTouch(ByteSize touch, VmSpec vm) {
        if (touch.bytes() == 0 || !touch.isMultipleOf(PAGE)) {
            throw new IllegalArgumentException("touch: got " + touch + ", want a positive multiple of " + PAGE);
        }
        if (touch.compareTo(vm.memory()) >= 0) {
            throw new IllegalArgumentException("touch: got " + touch + ", want less than memory, " + vm.memory());
        }
    }
}
