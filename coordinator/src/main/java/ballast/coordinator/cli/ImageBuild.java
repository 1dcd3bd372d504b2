package ballast.coordinator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a guest image by the launcher, which also installs what that takes; it says what it does on standard error. */
final class ImageBuild {
    private ImageBuild() {}

    /**
     * Prints nothing on standard output.
     *
     * @return the image's folder; empty if it was not built, and the launcher has said why
     */
    static Optional<Path> folder(List<String> words, Map<String, String> environment) throws CommandException {
        try {
            Path printed = Files.createTempFile("ballast-image", "");
            try {
                int code = run(words, environment, ProcessBuilder.Redirect.to(printed.toFile()));
                List<String> lines = Files.readAllLines(printed);
                return code == ExitCode.OK && !lines.isEmpty()
                        ? Optional.of(Path.of(lines.get(lines.size() - 1)))
                        : Optional.empty();
            } finally {
                Files.delete(printed);
            }
        } catch (IOException e) {
            throw CommandException.badInput("the image's folder cannot be read: " + e);
        }
    }

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
        if ("no".equals(environment.get("BALLAST_INSTALL"))) {
            command.add("--no-install");
        }
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
