package ballast.coordinator.exchange;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** CSV with a header; an empty field where there is no value. */
final class CsvTableFile implements TableFile {
    private final List<TableKind.Column> columns;
    private final SequenceWriter writer;

    CsvTableFile(Path file, TableKind kind) throws IOException {
        columns = kind.columns();
        CsvSchema.Builder schema = CsvSchema.builder();
        columns.forEach(column -> schema.addColumn(column.name()));
        writer = new CsvMapper()
                .writerFor(Object[].class)
                .with(schema.build().withHeader())
                .writeValues(file.toFile());
    }

    @Override
    public void row(Object... values) throws IOException {
        Object[] row = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            row[i] = known(columns.get(i).type(), values[i]);
        }
        writer.write(row);
    }

    private static Object known(TableKind.Type type, Object value) {
        if (!(value instanceof Double number)) {
            return value;
        }
        if (number.isNaN()) {
            return null;
        }
        return type == TableKind.Type.WHOLE ? (Object) number.longValue() : number;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
