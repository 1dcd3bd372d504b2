package ballast.agent.system;

import ballast.model.FaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A second JVM that holds a run folder below the same root until it is killed. */
final class AnotherAgent implements AutoCloseable {
    private final Process process;
    private final Path folder;

    private AnotherAgent(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static AnotherAgent start(Path root) throws IOException {
        String classes = Stream.of(AnotherAgent.class, RunFolder.class, FaultException.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
        String java = System.getProperty("java.home") + "/bin/java";
        Process process = new ProcessBuilder(
                        java, "-Xshare:auto", "-cp", classes, AnotherAgent.class.getName(), root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new AnotherAgent(process, Path.of(lines.readLine()));
    }

    public static void main(String[] arguments) throws FaultException, IOException {
        try (RunFolder held = RunFolder.create(Path.of(arguments[0]))) {
            System.out.println(held.path());
            int end = System.in.read(); // comes when the test's JVM ends
            System.exit(end);
        }
    }

    Path folder() {
        return folder;
    }

    /** As with kill -9. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
