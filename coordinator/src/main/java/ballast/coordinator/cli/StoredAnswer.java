package ballast.coordinator.cli;

import ballast.coordinator.query.QueryException;
import ballast.coordinator.query.TableFormat;
import ballast.coordinator.results.IndexedCampaign;
import ballast.coordinator.results.StoreIndex;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where what a store was asked goes to, and what it has to say besides. */
final class StoredAnswer {
    private StoredAnswer() {}

    /** Writes an answer. */
    interface Writer {
        void write(OutputStream out) throws QueryException, IOException;
    }

    /** @param file null: standard output */
    @SuppressWarnings(
            "SystemConsoleNull") // from Java 22 on one that is no terminal is no null, and then Parquet is written to
    // it
    static void write(Path file, TableFormat format, Writer writer) throws CommandException {
        if (file == null && format == TableFormat.PARQUET && System.console() != null) {
            throw CommandException.badInput("--output parquet: got a terminal, want a file: name one with --to");
        }
        try {
            if (file == null) {
                OutputStream out = new BufferedOutputStream(System.out); // which stays open
                writer.write(out);
                out.flush();
            } else {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    writer.write(out);
                }
            }
        } catch (QueryException e) {
            throw badInput(e);
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + e.getMessage());
        }
    }

    static CommandException badInput(QueryException e) {
        return CommandException.badInput(e.getMessage().replace("\n", "\nballast: "));
    }

    /** What could not be read is told, and the rest answered. */
    static List<IndexedCampaign> campaigns(StoreIndex.Found found) {
        found.problems().forEach(problem -> System.err.println("ballast: left out: " + problem));
        return found.campaigns();
    }
}
