package ballast.coordinator.recording;

import java.util.List;

/** A folder does not give the traces asked for; all that is wrong, for users. */
public final class RecordingException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    RecordingException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One or more. */
    public List<String> problems() {
        return problems;
    }
}
