package ballast.benchmark;

import ballast.agent.system.Leftovers;
import ballast.coordinator.cli.BallastCommand;
import ballast.coordinator.results.ManyResults;
import ballast.coordinator.results.ResultStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to list a store of 100,000 runs: the index alone, and whole processes of {@code ballast}, from their start to their end. Arguments:
 * repetitions (7; the first is cold and not counted), campaigns (100), cells of each (100), repetitions of each cell (10), and the folder to work in
 * (the temporary one).
 */
final class StoreListing {
    private StoreListing() {}

    public static void main(String[] args) throws Exception {
        int repetitions = number(args, 0, 7);
        int campaigns = number(args, 1, 100);
        int cells = number(args, 2, 100);
        int runs = number(args, 3, 10);
        Path parent = Path.of(args.length > 4 ? args[4] : System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(parent, "ballast-bench");
        try {
            long from = System.nanoTime();
            ManyResults.make(folder, campaigns, cells, runs);
            System.out.printf(
                    "%,d runs (%d campaigns, %d cells, %d repetitions) made in %.1f s%n",
                    campaigns * cells * runs, campaigns, cells, runs, (System.nanoTime() - from) / 1e9);
            from = System.nanoTime();
            int found = new ResultStore(folder).index().all().campaigns().size();
            System.out.printf(
                    "first look, which reads every run: %.1f s, %d campaigns%n",
                    (System.nanoTime() - from) / 1e9, found);
            measure(
                    "in this process: the index",
                    repetitions,
                    () -> new ResultStore(folder).index().all());
            measure(
                    "in this process: results --list",
                    repetitions,
                    () -> silently("results", "--list", "--store", folder.toString()));
            measure("a process: results --list", repetitions, () -> process(folder, "results", "--list"));
            measure(
                    "a process: results all, CSV",
                    repetitions,
                    () -> process(folder, "results", "all", "--output", "csv"));
            measure(
                    "a process: results all, where status=failed",
                    repetitions,
                    () -> process(folder, "results", "all", "--where", "status=failed"));
            measure(
                    "a process: sql, runs by status",
                    repetitions,
                    () -> process(folder, "sql", "SELECT status, count(*) FROM runs GROUP BY 1"));
        } finally {
            Leftovers.delete(folder);
        }
    }

    private static int number(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    private interface Listing {
        void run() throws Exception;
    }

    private static void measure(String what, int repetitions, Listing listing) throws Exception {
        Figures millis = new Figures();
        for (int i = 0; i < repetitions; i++) {
            long from = System.nanoTime();
            listing.run();
            if (i > 0) {
                millis.add((System.nanoTime() - from) / 1e6);
            }
        }
        System.out.printf("%-46s %30s ms%n", what, millis);
    }

    private static void silently(String... arguments) {
        PrintStream real = System.out;
        System.setOut(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
        try {
            if (BallastCommand.execute(arguments) != 0) {
                throw new IllegalStateException("it failed");
            }
        } finally {
            System.setOut(real);
        }
    }

    /** With the launcher's options for short commands. */
    private static void process(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "ballast.coordinator.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--store", store.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(arguments[0] + " ended with " + process.exitValue());
        }
    }
}
