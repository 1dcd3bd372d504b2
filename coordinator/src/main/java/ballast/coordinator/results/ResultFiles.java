package ballast.coordinator.results;

import ballast.model.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether a run's files are those that its agent declared. */
public final class ResultFiles {
    private ResultFiles() {}

    /**
     * Reads all of them.
     *
     * @param run its folder in the store
     * @param declared in its status.json
     * @return what is missing, too much, or has another size or digest, a line each; empty if all is well
     */
    public static List<String> problems(Path run, List<ResultFile> declared) throws IOException {
        return new Upload(run).problems(declared);
    }
}
