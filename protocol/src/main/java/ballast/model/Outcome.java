package ballast.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How an attempt ended: in exactly one of these. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
public sealed interface Outcome {
    /** Everything asked for was measured. */
    record Completed() implements Outcome {}

    /** It failed; what was measured until then is kept. */
    record Failed(Failure failure) implements Outcome {}

    /** It turned out in the guest that this cell cannot be done there; nothing was measured. */
    record Skipped(String reason) implements Outcome {}
}
