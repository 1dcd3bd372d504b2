package ballast.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What another JVM takes: CPU time from {@code /proc}, heap from its log of collections. */
final class ProcessLoad {
    /** As in {@code Pause Young (Allocation Failure) 140M->30M(500M)}. */
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\((\\d+)M\\)");

    /** utime and stime are fields 14 and 15 of proc(5)'s stat; 3 is the first behind the name. */
    private static final int USER = 14 - 3;

    private final long pid;
    private final Path log;
    private final double ticksPerSecond =
            Double.parseDouble(Shell.run("getconf", "CLK_TCK").strip());

    private ProcessLoad(long pid, Path log) {
        this.pid = pid;
        this.log = log;
    }

    /** @param log where its collections are written from now on */
    static ProcessLoad of(long pid, Path log) {
        ProcessLoad load = new ProcessLoad(pid, log);
        load.command("VM.log", "output=" + log, "what=gc");
        return load;
    }

    /** Of all its threads since it began. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) / ticksPerSecond;
    }

    /** MiB in use behind a full collection now. */
    int liveHeap() throws IOException {
        command("GC.run");
        return after().reduce((earlier, last) -> last).orElseThrow();
    }

    /** The most that was in use behind any collection, MiB. */
    int peakHeap() throws IOException {
        return after().max(Integer::compare).orElse(0);
    }

    private java.util.stream.Stream<Integer> after() throws IOException {
        Matcher collections = COLLECTION.matcher(Files.readString(log));
        return collections.results().map((MatchResult found) -> Integer.valueOf(found.group(2)));
    }

    private void command(String... command) {
        var all = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        all.addAll(java.util.Arrays.asList(command));
        Shell.run(all);
    }
}
