package ballast.coordinator.cli;

import ballast.coordinator.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Ballast as a process of its own, in a folder of its own. */
final class Program implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param folder for the run folder and the streams; the store is {@code folder/store} unless the arguments say otherwise */
    static Program start(Path folder, String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("BALLAST_RUN_DIR", runRoot(folder).toString());
        return new Program(builder.start(), out, err);
    }

    static Path runRoot(Path folder) {
        return folder.resolve("run");
    }

    /** Waits for the end. */
    int exitCode() throws IOException, InterruptedException {
        return exitCode(BOUND);
    }

    int exitCode(Duration bound) throws IOException, InterruptedException {
        if (!process.waitFor(bound.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + bound + "; it said:\n" + err());
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    void awaitErr(String text) {
        Awaitility.await().atMost(BOUND).until(() -> err().contains(text) || !process.isAlive());
    }

    /** Sends a signal by name, {@code INT}, {@code KILL}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
