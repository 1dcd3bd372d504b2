package ballast.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process of Ballast in a place; what it says goes to a file. */
final class Node implements AutoCloseable {
    /** For programs that end with the test; a measurement takes the launcher's, in the property ballast.lab.java. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m";

    private static final Duration BOUND = Duration.ofSeconds(90);

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    private Node(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /**
     * Started, but perhaps not ready.
     *
     * @param main the class
     */
    static Node start(Place place, Path log, String main, String... arguments) throws IOException {
        List<String> java = java(main, arguments);
        Node node = new Node(place.command(java), Map.of(), log);
        node.start();
        return node;
    }

    /** As {@link #start}, with other options than the launcher's. */
    static Node startWith(List<String> options, Place place, Path log, String main, String... arguments)
            throws IOException {
        Node node = new Node(place.command(java(options, main, arguments)), Map.of(), log);
        node.start();
        return node;
    }

    /** As {@link #start}, with some classes of another build. */
    static Node startOther(Path classes, Place place, Path log, String main, String... arguments) throws IOException {
        String own = System.getProperty("java.class.path");
        List<String> java = java(main, arguments).stream()
                .map(word -> word.equals(own) ? classes + File.pathSeparator + own : word)
                .toList();
        Node node = new Node(place.command(java), Map.of(), log);
        node.start();
        return node;
    }

    /** The command line of a program of this build. */
    static List<String> java(String main, String... arguments) {
        return java(List.of(System.getProperty("ballast.lab.java", QUICK).split(" ")), main, arguments);
    }

    private static List<String> java(List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    void start() throws IOException {
        Files.writeString(log, "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Until it says something; what it said before its last start does not count. */
    void awaitSaid(String text) throws IOException {
        Awaitility.await("'" + text + "' in " + log)
                .atMost(BOUND)
                .until(() -> said().contains(text) || !process.isAlive());
        if (!said().contains(text)) {
            throw new AssertionError("it ended before it said '" + text + "': " + said());
        }
    }

    String said() throws IOException {
        return Files.readString(log);
    }

    /** By name: {@code KILL}, {@code STOP}, {@code CONT}, {@code TERM}. */
    void signal(String name) {
        Shell.run("kill", "-" + name, Long.toString(process.pid()));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(command + " still runs after " + BOUND);
        }
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** In good order; by force if that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
