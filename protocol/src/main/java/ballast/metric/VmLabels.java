package ballast.metric;

import ballast.model.AttemptId;
import ballast.model.Cell;
import java.util.stream.Stream;

/** The labels of {@link Metric#VM_INFO} and {@link Metric#AGENT_VM_INFO}. */
public final class VmLabels {
    private VmLabels() {}

    /** @param vm the labels before those of its attempt: of its host, if that is named, and its number */
    public static String[] of(AttemptId attempt, Cell cell, int index, String... vm) {
        return Stream.concat(
                        Stream.of(vm),
                        Stream.of(
                                attempt.run().campaign().value(),
                                attempt.run().cell().value(),
                                String.valueOf(attempt.run().repetition()),
                                String.valueOf(attempt.number()),
                                String.valueOf(index),
                                cell.benchmark(),
                                cell.mode().label()))
                .toArray(String[]::new);
    }
}
