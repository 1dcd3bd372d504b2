package ballast.coordinator.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CSV with a header; an empty field where there is no value. */
public final class CsvTableFile implements TableFile {
    private final List<Column> columns;
    private final SequenceWriter writer;

    public CsvTableFile(Path file, List<Column> columns) throws IOException {
        this(Files.newOutputStream(file), true, columns);
    }

    /** To a stream that stays open. */
    public CsvTableFile(OutputStream out, List<Column> columns) throws IOException {
        this(out, false, columns);
    }

    private CsvTableFile(OutputStream out, boolean closes, List<Column> columns) throws IOException {
        this.columns = List.copyOf(columns);
        CsvSchema.Builder schema = CsvSchema.builder();
        columns.forEach(column -> schema.addColumn(column.name()));
        CsvMapper mapper = new CsvMapper();
        mapper.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, closes);
        writer = mapper.writerFor(Object[].class)
                .with(schema.build().withHeader())
                .writeValues(out);
    }

    @Override
    public void row(Object... values) throws IOException {
        Object[] row = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            row[i] = known(columns.get(i).type(), values[i]);
        }
        writer.write(row);
    }

    private static Object known(Column.Type type, Object value) {
        if (Column.isMissing(value)) {
            return null;
        }
        return switch (type) {
            case TEXT, JSON -> value.toString();
            case WHOLE -> ((Number) value).longValue();
            case NUMBER -> value;
        };
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
