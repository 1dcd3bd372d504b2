package ballast.coordinator.query;

import ballast.coordinator.table.Column;
import ballast.coordinator.table.CsvTableFile;
import ballast.coordinator.table.JsonTableFile;
import ballast.coordinator.table.ParquetTableFile;
import ballast.coordinator.table.TableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** In what form an answer is given. */
public enum TableFormat {
    TABLE,
    CSV,
    JSON,
    PARQUET;

    /** @param out stays open */
    public TableFile open(OutputStream out, List<Column> columns) throws IOException {
        return switch (this) {
            case TABLE -> new TextTableFile(out, columns);
            case CSV -> new CsvTableFile(out, columns);
            case JSON -> new JsonTableFile(out, columns);
            case PARQUET -> parquet(out, columns);
        };
    }

    /** It has to lie in a file first. */
    private static TableFile parquet(OutputStream out, List<Column> columns) throws IOException {
        Path file = Files.createTempFile("ballast", ".parquet");
        TableFile table = new ParquetTableFile(file, columns);
        return new TableFile() {
            @Override
            public void row(Object... values) throws IOException {
                table.row(values);
            }

            @Override
            public void close() throws IOException {
                try {
                    table.close();
                    Files.copy(file, out);
                    out.flush();
                } finally {
                    Files.deleteIfExists(file);
                }
            }
        };
    }
}
