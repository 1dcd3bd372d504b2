package ballast.coordinator.matrix;

import ballast.model.ByteSize;
import ballast.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A workload as its file declares it.
 *
 * @param reference how a matrix names it: a built-in one's name, or the path of a file
 * @param image name of the guest image that it is made for
 * @param declared its commands, in which {@link #TOUCH} may stand
 */
record WorkloadFile(String reference, String image, Workload declared) {
    /** In a command's words: how much to touch, which a cell says. */
    static final String TOUCH = "{touch}";

    boolean usesTouch() {
        return Stream.of(declared.prepare(), List.of(declared.build()), declared.clean())
                .flatMap(List::stream)
                .flatMap(step -> step.command().stream())
                .anyMatch(word -> word.contains(TOUCH));
    }

    /**
     * As a cell wants it.
     *
     * @param timeout of the build
     */
    Workload workload(ByteSize touch, Duration timeout) {
        return new Workload(
                declared.name(),
                declared.needs(),
                touching(declared.prepare(), touch),
                new Workload.Step(words(declared.build(), touch), timeout),
                touching(declared.clean(), touch));
    }

    private static List<Workload.Step> touching(List<Workload.Step> steps, ByteSize touch) {
        return steps.stream()
                .map(step -> new Workload.Step(words(step, touch), step.timeout()))
                .toList();
    }

    private static List<String> words(Workload.Step step, ByteSize touch) {
        return step.command().stream()
                .map(word -> word.replace(TOUCH, touch.toString()))
                .toList();
    }
}
