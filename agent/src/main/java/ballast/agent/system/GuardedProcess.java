package ballast.agent.system;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A program that ends with us, however we end: it is the child of our guard program, which holds a pipe from this JVM and
 * kills it when the pipe closes, and whose own death kills it, too.
 */
public final class GuardedProcess {
    /**
     * How a process ended.
     *
     * @param code exit code, or 128 + the signal's number
     */
    public record Exit(int code) {
        @Override
        public String toString() {
            return code > 128 ? "killed by signal " + (code - 128) : "exit code " + code;
        }
    }

    private final Process guard;
    private final long pid;
    private final CompletableFuture<Exit> exited;

    private GuardedProcess(Process guard, long pid) {
        this.guard = guard;
        this.pid = pid;
        this.exited = guard.onExit().thenApply(ended -> new Exit(ended.exitValue()));
    }

    /** In no control group of its own. */
    public static GuardedProcess start(Path guard, Path pidFile, Path log, List<Integer> cpus, List<String> command)
            throws FaultException {
        return start(guard, pidFile, log, cpus, Optional.empty(), command);
    }

    /**
     * Starts a program under the guard. Blocks for some milliseconds, until it runs.
     *
     * @param log takes its stdout and stderr
     * @param cpus it is pinned to these; empty: not pinned
     * @param group the {@code cgroup.procs} of the control group that it joins before anything of it runs
     * @throws FaultException of kind HOST if the guard or the program cannot be executed, or the group not be joined
     */
    public static GuardedProcess start(
            Path guard, Path pidFile, Path log, List<Integer> cpus, Optional<Path> group, List<String> command)
            throws FaultException {
        List<String> words =
                new ArrayList<>(List.of(guard.toString(), "--pid-file", pidFile.toString(), "--log", log.toString()));
        if (!cpus.isEmpty()) {
            words.add("--cpus");
            words.add(cpus.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        group.ifPresent(processes -> words.addAll(List.of("--cgroup", processes.toString())));
        words.add("--");
        words.addAll(command);
        try {
            // what the guard complains of, such as a log that cannot be opened, is its first line then
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            return new GuardedProcess(process, readPid(process, command.get(0)));
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "cannot start the guard " + guard + ": " + e.getMessage(), e);
        }
    }

    private static long readPid(Process process, String program) throws IOException, FaultException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line != null && line.startsWith("pid ")) {
            return Long.parseLong(line.substring("pid ".length()));
        }
        process.destroyForcibly();
        String why = line == null ? "the guard said nothing" : line;
        throw new FaultException(FailureKind.HOST, "cannot execute " + program + ": " + why);
    }

    /** The program's process id, not the guard's. */
    public long pid() {
        return pid;
    }

    /** Completes when the program has ended and was reaped. */
    public CompletableFuture<Exit> exited() {
        return exited;
    }

    /** Ends it at once (SIGKILL); {@link #exited} tells when it is gone. */
    public void kill() {
        try {
            guard.getOutputStream().write("kill\n".getBytes(StandardCharsets.US_ASCII));
            guard.getOutputStream().flush();
        } catch (IOException e) {
            guard.destroyForcibly(); // the pipe is broken: the guard is ending, and its end ends the program
        }
    }
}
