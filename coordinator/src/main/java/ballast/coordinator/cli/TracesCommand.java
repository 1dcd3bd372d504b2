package ballast.coordinator.cli;

import ballast.coordinator.exchange.ExchangeException;
import ballast.coordinator.exchange.TraceImport;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.StoredTrace;
import ballast.coordinator.results.TraceLibrary;
import ballast.coordinator.results.TraceLibrary.Entry;
import ballast.coordinator.trace.Prediction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast traces}: what runs occupied over time, and what is predicted from it. */
@Command(
        name = "traces",
        description = "Footprint traces of completed runs, by workload, mode, VM, parameters and kind of host.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done; 1 a file of the store is damaged; 2 bad usage or input."})
final class TracesCommand {
    private final PrintStream out = System.out;

    /** A trace of each key, so that the list says something of its size. */
    record Line(Entry entry, StoredTrace latest) {}

    @Command(
            name = "list",
            description = "Lists all keys with the number of their runs and the latest one's figures.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int list(
            @Mixin StoreOption store,
            @Mixin OutputOption output,
            @Option(
                            names = "--rebuild",
                            description = "Look at all runs of the store again, and take in what is missing")
                    boolean rebuild)
            throws CommandException {
        List<Line> lines = new ArrayList<>();
        List<String> problems;
        try {
            TraceLibrary traces = store.open().traces();
            problems = rebuild ? traces.rebuild() : traces.bringUpToDate();
            for (Entry entry : traces.entries()) {
                lines.add(new Line(entry, traces.read(entry.files().get(0))));
            }
        } catch (IOException e) {
            throw damaged(e);
        }
        problems.forEach(problem -> System.err.println("ballast: no trace: " + problem));
        out.print(output.json() ? TracesJson.list(lines) : TracesText.list(lines));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.RUN_FAILED;
    }

    @Command(
            name = "show",
            description = "Shows a key's parameters and runs, and what is predicted from them.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int show(
            @Parameters(paramLabel = "KEY", description = "As ballast traces list shows it, or how it begins") String key,
            @Option(
                            names = "--quantile",
                            paramLabel = "Q",
                            defaultValue = "" + Prediction.DEFAULT_QUANTILE,
                            description =
                                    "Share of the runs that the envelope is to cover at each second, above 0, at most 1. Default: ${DEFAULT-VALUE}")
                    double quantile,
            @Mixin StoreOption store,
            @Mixin OutputOption output)
            throws CommandException {
        try {
            Prediction.requireQuantile(quantile);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("--" + e.getMessage());
        }
        try {
            TraceLibrary traces = store.open().traces();
            traces.bringUpToDate().forEach(problem -> System.err.println("ballast: no trace: " + problem));
            Entry entry = find(traces.entries(), key);
            List<StoredTrace> runs = new ArrayList<>();
            for (Path file : entry.files()) {
                runs.add(traces.read(file));
            }
            Prediction prediction = traces.prediction(entry, quantile);
            out.print(
                    output.json()
                            ? TracesJson.show(entry.key(), runs, prediction)
                            : TracesText.show(entry.key(), runs, prediction));
            return ExitCode.OK;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static Entry find(List<Entry> entries, String key) throws CommandException {
        List<Entry> found = entries.stream()
                .filter(entry -> entry.key().id().startsWith(key))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw CommandException.badInput(
                found.isEmpty()
                        ? "no traces with key '" + key + "'; see: ballast traces list"
                        : "key '" + key + "' may be any of "
                                + String.join(
                                        ", ",
                                        found.stream().map(entry -> entry.key().id()).toList()));
    }

    @Command(
            name = "import",
            description =
                    "Takes the traces of a folder into the store's: of another store, of runs copied from one (with spec.json and status.json), or of hyperalloc-bench's results.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int take(
            @Parameters(paramLabel = "DIR", description = "A run's folder, or any folder above it") Path folder,
            @Mixin StoreOption store,
            @Mixin OutputOption output)
            throws CommandException {
        NewStore created = NewStore.watch(store.folder);
        boolean done = false;
        try {
            store.open().checkWritable();
            TraceImport.Imported imported = TraceImport.run(store.open(), folder);
            done = true;
            imported.notes().forEach(note -> System.err.println("ballast: " + note));
            out.print(output.json() ? TracesJson.imported(imported) : TracesText.imported(imported));
            return ExitCode.OK;
        } catch (ExchangeException | CommitException e) {
            throw new CommandException(ExitCode.BAD_INPUT, e.getMessage());
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: not all traces were imported: " + e);
        } finally {
            if (!done) {
                created.takeBack();
            }
        }
    }

    private static CommandException damaged(IOException e) {
        return new CommandException(ExitCode.RUN_FAILED, "ballast: the store's traces cannot be read: " + e.getMessage());
    }
}
