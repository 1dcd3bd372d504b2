package ballast.benchmark;

import ballast.agent.system.Leftovers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * From the start of a JVM until a coordinator with an empty store takes commands, with the launcher's options: without its class
 * archive and with one. Argument: repetitions (9).
 */
final class StartTime {
    private static final List<String> LAUNCHER_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Xlog:disable");
    private static final Pattern LINE = Pattern.compile("jvm (\\d+) ms, start (\\d+) ms");

    private final Path folder;
    private final String classPath;
    private int stores;

    private StartTime(Path folder) throws IOException {
        this.folder = folder;
        this.classPath = inJars(folder);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        Path folder = Files.createTempDirectory("ballast-bench");
        try {
            StartTime start = new StartTime(folder);
            start.measure("without class archive", List.of(), repetitions);
            Path archive = folder.resolve("ballast.jsa");
            start.once(List.of("-XX:ArchiveClassesAtExit=" + archive));
            start.measure("with class archive", List.of("-XX:SharedArchiveFile=" + archive), repetitions);
        } finally {
            Leftovers.delete(folder);
        }
    }

    private void measure(String what, List<String> options, int repetitions) throws IOException, InterruptedException {
        Figures jvm = new Figures();
        Figures total = new Figures();
        for (int i = 0; i < repetitions; i++) {
            Matcher times = once(options);
            double beforeMain = Double.parseDouble(times.group(1));
            jvm.add(beforeMain);
            total.add(beforeMain + Double.parseDouble(times.group(2)));
        }
        System.out.printf("%-22s ready after %s ms, of which the JVM before main %s ms%n", what, total, jvm);
    }

    private Matcher once(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(LAUNCHER_OPTIONS);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, "ballast.coordinator.actor.StartMeasurement"));
        command.add(folder.resolve("store-" + stores++).toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        Matcher line = LINE.matcher(output);
        if (process.waitFor() != 0 || !line.find()) {
            throw new IOException("StartMeasurement says: " + output);
        }
        return line;
    }

    /** As the launcher's are: the JVM archives no classes that lie in folders. */
    private static String inJars(Path folder) throws IOException {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> entries = new ArrayList<>();
        for (String entry : Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator))) {
            if (!Files.isDirectory(Path.of(entry))) {
                entries.add(entry);
                continue;
            }
            Path file = folder.resolve(entries.size() + ".jar");
            int code = jar.run(System.out, System.err, "--create", "--file", file.toString(), "-C", entry, ".");
            if (code != 0) {
                throw new IOException("jar of " + entry + " ends with " + code);
            }
            entries.add(file.toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
