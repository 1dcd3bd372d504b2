package ballast.coordinator.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a store, or a folder of the published artefact's layout. */
public final class Recordings {
    private Recordings() {}

    /**
     * The traces in a folder that are meant.
     *
     * @throws RecordingException if it cannot be read, holds no such trace, or holds traces of several modes and none is chosen
     */
    public static TraceSet read(Path folder, Selection selection, Cut cut) throws RecordingException {
        if (!Files.isDirectory(folder)) {
            throw refused(folder + ": no such folder; want a store, or a folder of hyperalloc-bench's layout");
        }
        List<String> problems = new ArrayList<>();
        List<Recording> all;
        try {
            List<Path> campaigns = StoreFolder.campaigns(folder);
            all = campaigns.isEmpty() ? ReferenceFolder.read(folder, problems) : StoreFolder.read(campaigns, problems);
        } catch (IOException e) {
            throw refused(folder + " cannot be read: " + e.getMessage());
        }
        if (all.isEmpty() && problems.isEmpty()) {
            throw refused(
                    folder + ": no recorded footprints in it, want a store with completed runs, or VMs' folders with "
                            + "out_0.csv and times_0.json");
        }
        if (!problems.isEmpty()) {
            throw new RecordingException(problems);
        }
        return cut(folder, all, selection, cut);
    }

    private static TraceSet cut(Path folder, List<Recording> all, Selection selection, Cut cut)
            throws RecordingException {
        List<Recording> chosen = all.stream()
                .filter(recording ->
                        selection.mode().map(recording.run().mode()::equals).orElse(true))
                .filter(recording -> selection.hasRun(recording.run().name()))
                .toList();
        refuseWhatIsNotThere(folder, all, chosen, selection);
        List<String> modes = distinct(chosen, recording -> recording.run().mode());
        if (modes.size() > 1) {
            throw refused(
                    folder + ": got traces of the modes " + String.join(", ", modes) + "; choose one with --mode");
        }
        TraceCutter cutter = new TraceCutter(selection, cut);
        chosen.stream()
                .filter(recording -> selection.hasVm(recording.vm()) && selection.hasIteration(recording.iteration()))
                .forEach(cutter::add);
        List<NamedTrace> traces = cutter.traces();
        List<OptionalLong> sizes = distinct(chosen, recording -> recording.run().size());
        List<OptionalInt> cores = distinct(chosen, recording -> recording.run().cores());
        return new TraceSet(
                modes.get(0),
                traces,
                sizes.size() == 1 ? sizes.get(0) : OptionalLong.empty(),
                cores.size() == 1 ? cores.get(0) : OptionalInt.empty(),
                cutter.leftOut(),
                cutter.replayed());
    }

    private static void refuseWhatIsNotThere(
            Path folder, List<Recording> all, List<Recording> chosen, Selection selection) throws RecordingException {
        List<String> problems = new ArrayList<>();
        List<String> modes = distinct(all, recording -> recording.run().mode());
        selection
                .mode()
                .filter(mode -> !modes.contains(mode))
                .ifPresent(mode -> problems.add("--mode: got '" + mode + "', want one that " + folder
                        + " has traces of: " + String.join(", ", modes)));
        List<String> runs = distinct(all, recording -> recording.run().name());
        for (String run : selection.runs()) {
            if (runs.stream().noneMatch(name -> name.equals(run) || name.endsWith("/" + run))) {
                problems.add("--runs: got '" + run + "', want runs in " + folder + ": " + String.join(", ", runs));
            }
        }
        if (problems.isEmpty() && chosen.isEmpty()) {
            problems.add("--mode, --runs: none of these runs has this mode; there are: "
                    + String.join(
                            ", ",
                            distinct(
                                    all,
                                    recording -> recording.run().name() + " ("
                                            + recording.run().mode() + ")")));
        }
        List<Integer> vms = distinct(chosen, Recording::vm);
        List<Integer> iterations = distinct(chosen, Recording::iteration);
        if (!chosen.isEmpty()) {
            absent(selection.vms(), vms)
                    .forEach(vm -> problems.add("--vms: got " + vm + ", want VMs that were recorded: " + vms));
            absent(selection.iterations(), iterations)
                    .forEach(iteration -> problems.add(
                            "--iterations: got " + iteration + ", want iterations that were recorded: " + iterations));
        }
        if (!problems.isEmpty()) {
            throw new RecordingException(problems);
        }
    }

    private static Stream<Integer> absent(List<Integer> wanted, List<Integer> there) {
        return wanted.stream().filter(number -> !there.contains(number));
    }

    private static <T> List<T> distinct(List<Recording> recordings, Function<Recording, T> what) {
        return recordings.stream()
                .map(what)
                .filter(Objects::nonNull)
                .distinct()
                .sorted((a, b) -> a instanceof Integer one && b instanceof Integer other
                        ? one.compareTo(other)
                        : a.toString().compareTo(b.toString()))
                .toList();
    }

    private static RecordingException refused(String problem) {
        return new RecordingException(List.of(problem));
    }
}
