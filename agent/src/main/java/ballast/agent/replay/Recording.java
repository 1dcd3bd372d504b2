package ballast.agent.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one VM plays.
 *
 * @param beside raw files of the recorded run, which a result gets as they are
 */
record Recording(FootprintTrace trace, List<Path> beside, List<Mark> phases) {
    static final String SAMPLES = "samples.csv";
    static final String PUBLISHED = "out_0.csv";
    static final String PHASES = "phases.csv";

    /** What a folder with an earlier run's files may hold beside its trace. */
    static final List<String> BESIDE = List.of(
            PUBLISHED,
            PHASES,
            "guest.csv",
            "out.csv",
            "resizes.csv",
            "elastic.csv",
            "Copy.csv",
            "counts.dat",
            "times.dat",
            "times_0.json");

    /** A phase, in s of the trace's time. */
    record Mark(String phase, double start, double end) {}

    Recording {
        beside = List.copyOf(beside);
        phases = List.copyOf(phases);
    }

    /** What the VM does then; {@code replay} where that was not recorded. */
    String phaseAt(double time) {
        return phases.stream()
                .filter(mark -> mark.start <= time && time < mark.end)
                .map(Mark::phase)
                .findFirst()
                .orElse("replay");
    }

    boolean has(String file) {
        return beside.stream().anyMatch(path -> path.getFileName().toString().equals(file));
    }

    /** @param problems as in {@link TraceReader#read} */
    static Optional<Recording> ofFile(Path file, String name, List<String> problems) throws IOException {
        return TraceReader.read(file, name, problems).map(trace -> new Recording(trace, List.of(), List.of()));
    }

    /** A folder with a VM's files of an earlier run: its {@code samples.csv}, or else its {@code out_0.csv}, is the trace. */
    static Optional<Recording> ofFolder(Path folder, String name, List<String> problems) throws IOException {
        String source = Files.exists(folder.resolve(SAMPLES)) ? SAMPLES : PUBLISHED;
        Optional<FootprintTrace> trace = TraceReader.read(folder.resolve(source), name + "/" + source, problems);
        List<Path> beside = BESIDE.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .toList();
        List<Mark> phases = marks(folder.resolve(PHASES), problems);
        return trace.map(read -> new Recording(read, beside, phases));
    }

    private static List<Mark> marks(Path file, List<String> problems) throws IOException {
        List<Mark> marks = new ArrayList<>();
        if (!Files.exists(file)) {
            return marks;
        }
        List<String> lines = Files.readAllLines(file);
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            try {
                marks.add(new Mark(cells[0], Double.parseDouble(cells[2]), Double.parseDouble(cells[3])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                problems.add(file + ":" + (i + 1) + ": got '" + lines.get(i) + "', want phase,iteration,start,end");
            }
        }
        return marks;
    }
}
