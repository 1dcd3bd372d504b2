package ballast.coordinator.exchange;

import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.coordinator.table.CsvTableFile;
import ballast.coordinator.table.ParquetTableFile;
import ballast.coordinator.table.TableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a campaign's completed runs as one long table each of samples, iterations and phases. */
public final class TableExport {
    /** In what form. */
    public enum Format {
        CSV,
        PARQUET;

        private TableFile open(Path folder, TableKind kind) throws IOException {
            Path file = folder.resolve(kind.label() + "." + name().toLowerCase(Locale.ROOT));
            return this == CSV ? new CsvTableFile(file, kind.columns()) : new ParquetTableFile(file, kind.columns());
        }
    }

    private TableExport() {}

    /**
     * What was written.
     *
     * @param folder absolute
     * @param rows of each table
     * @param leftOut why, by run
     * @param problems files of completed runs that could not be read
     */
    public record Exported(Path folder, Map<String, Long> rows, Map<String, String> leftOut, List<String> problems) {}

    /** Without runs that a memory guard has shrunk or paused. */
    public static Exported run(StoredCampaign campaign, Format format, Path folder)
            throws ExchangeException, IOException {
        return run(campaign, format, folder, false);
    }

    /**
     * @param disturbed whether runs are wanted that a memory guard has shrunk or paused
     * @throws ExchangeException if the folder is in use
     */
    public static Exported run(StoredCampaign campaign, Format format, Path folder, boolean disturbed)
            throws ExchangeException, IOException {
        Exportable exportable = Exportable.of(campaign, disturbed);
        Map<String, Long> rows = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        try (NewFolder target = NewFolder.at(folder)) {
            for (TableKind kind : TableKind.values()) {
                try (TableFile table = format.open(target.path(), kind)) {
                    rows.put(kind.label(), write(exportable.campaign(), kind, table, problems));
                }
            }
            return new Exported(target.finish(), rows, exportable.leftOut(), problems);
        }
    }

    private static long write(StoredCampaign campaign, TableKind kind, TableFile table, List<String> problems)
            throws IOException {
        long rows = 0;
        for (StoredRun run : campaign.runs()) {
            if (run.status() instanceof StoredStatus.Completed) {
                rows += new RunRows(run, table, problems).write(kind);
            }
        }
        return rows;
    }
}
