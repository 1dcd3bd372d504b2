package ballast.coordinator.exchange;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** CSV with a header; an empty field where there is no value. */
final class CsvTableFile implements TableFile {
    private final SequenceWriter writer;

    CsvTableFile(Path file, TableKind kind) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        kind.columns().forEach(column -> schema.addColumn(column.name()));
        writer = new CsvMapper()
                .writerFor(Object[].class)
                .with(schema.build().withHeader())
                .writeValues(file.toFile());
    }

    @Override
    public void row(Object... values) throws IOException {
        writer.write(Arrays.stream(values).map(CsvTableFile::known).toArray());
    }

    private static Object known(Object value) {
        return value instanceof Double number && number.isNaN() ? null : value;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
