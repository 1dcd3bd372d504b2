package ballast.coordinator.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a guest image by the launcher, which also installs what that takes; it says what it does on standard error. */
final class ImageBuild {
    private ImageBuild() {}

    /**
     * @param words the image's name and the builder's options
     * @param standardOutput where the image's folder is printed
     * @return the launcher's exit code
     */
    static int run(List<String> words, Map<String, String> environment, ProcessBuilder.Redirect standardOutput)
            throws CommandException {
        String home = environment.get("BALLAST_HOME");
        if (home == null) {
            throw CommandException.badInput("BALLAST_HOME is not set; start with the launcher, ./ballast");
        }
        List<String> command = new ArrayList<>(List.of(home + "/ballast", "image", "build"));
        command.addAll(words);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(standardOutput)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                return ExitCode.RUN_FAILED;
            }
        } catch (IOException e) {
            throw CommandException.badInput("cannot start " + command.get(0) + ": " + e.getMessage());
        }
    }
}
