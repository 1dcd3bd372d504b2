package ballast.coordinator.recording;

import ballast.coordinator.trace.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Cuts recordings into traces, and keeps account of what it could not take. */
final class TraceCutter {
    private record Piece(Recording recording, int cycle, NamedTrace trace) {}

    /** A week: longer traces are a mistake in a file, and each second takes 8 bytes. */
    private static final int LONGEST = 7 * 24 * 3600;

    private final Selection selection;
    private final Cut cut;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Integer> cycles = new TreeSet<>();

    TraceCutter(Selection selection, Cut cut) {
        this.selection = selection;
        this.cut = cut;
    }

    void add(Recording recording) {
        try {
            if (recording.work() instanceof Recording.Unknown unknown) {
                leftOut.add(recording.place() + ": " + unknown.why());
            } else if (recording.work() instanceof Recording.Builds builds) {
                builds(recording, builds.all());
            } else if (cut instanceof Cut.PerBuild) {
                whole(recording);
            } else {
                leftOut.add(recording.place() + ": it has no builds and so no cycles");
            }
        } catch (IOException e) {
            problems.add(e.getMessage());
        }
    }

    private void builds(Recording recording, List<Build> builds) throws IOException {
        Samples samples = null;
        for (int cycle = 0; cycle < builds.size(); cycle++) {
            cycles.add(cycle);
            if (!selection.hasCycle(cycle)) {
                continue;
            }
            String name = recording.place() + (cut instanceof Cut.PerBuild ? "/build_" : "/cycle_") + cycle;
            if (!builds.get(cycle).ended()) {
                leftOut.add(name + ": the build did not end");
                continue;
            }
            samples = samples == null ? recording.source().read() : samples;
            take(recording, cycle, name, samples, builds.get(cycle).start(), seconds(recording, builds.get(cycle)));
        }
    }

    private void whole(Recording recording) throws IOException {
        cycles.add(0);
        Samples samples = recording.source().read();
        if (samples.all().isEmpty()) {
            leftOut.add(recording.place() + ": no sample has an RSS");
        } else if (selection.hasCycle(0)) {
            int seconds = new Build(samples.first(), samples.last()).seconds();
            take(recording, 0, recording.place(), samples, samples.first(), seconds);
        }
    }

    /** 0 if it is not known. */
    private int seconds(Recording recording, Build build) {
        if (cut instanceof Cut.Periodic periodic) {
            return periodic.seconds()
                    .orElseGet(() -> (int) Math.round(recording.run().period().orElse(0)));
        }
        return build.seconds();
    }

    private void take(Recording recording, int cycle, String name, Samples samples, double start, int seconds) {
        if (seconds == 0) {
            problems.add(name + ": the run does not say how long a cycle is; say it with --periodic 7200s");
        } else if (seconds < 0 || seconds > LONGEST) {
            problems.add(name + ": got " + seconds + " s, want at most a week: " + LONGEST + " s");
        } else {
            try {
                Trace trace = samples.trace(start, seconds);
                pieces.add(
                        new Piece(recording, cycle, new NamedTrace(name, trace, samples.heldSeconds(start, seconds))));
            } catch (IllegalArgumentException e) {
                leftOut.add(name + ": " + e.getMessage());
            }
        }
    }

    /** @throws RecordingException if there is none, or a file could not be read */
    List<NamedTrace> traces() throws RecordingException {
        if (pieces.isEmpty() && problems.isEmpty()) {
            problems.addAll(leftOut);
        }
        for (int cycle : selection.cycles()) {
            if (!cycles.isEmpty() && !cycles.contains(cycle)) {
                problems.add("--cycles: got " + cycle + ", want cycles that were recorded: " + cycles);
            }
        }
        if (pieces.isEmpty() && problems.isEmpty()) {
            problems.add("no trace is left by --vms, --cycles and --iterations together");
        }
        if (!problems.isEmpty()) {
            throw new RecordingException(problems.stream().distinct().toList());
        }
        return pieces.stream()
                .sorted(Comparator.comparing(
                                (Piece piece) -> piece.recording().run().name())
                        .thenComparing(piece -> piece.recording().iteration())
                        .thenComparing(Piece::cycle)
                        .thenComparing(piece -> piece.recording().vm()))
                .map(Piece::trace)
                .toList();
    }

    List<String> leftOut() {
        return leftOut;
    }

    int replayed() {
        return (int) pieces.stream()
                .filter(piece -> piece.recording().run().replayed())
                .count();
    }
}
