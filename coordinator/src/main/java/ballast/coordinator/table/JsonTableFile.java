package ballast.coordinator.table;

import ballast.model.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A JSON array of objects, one a line; null where there is no value. */
public final class JsonTableFile implements TableFile {
    private final List<Column> columns;
    private final OutputStream out;
    private final JsonGenerator json;
    private boolean any;

    /** To a stream that stays open. */
    public JsonTableFile(OutputStream out, List<Column> columns) throws IOException {
        this.columns = List.copyOf(columns);
        this.out = out;
        json = Json.mapper().createGenerator(out);
        json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
        json.setRootValueSeparator(null);
        json.writeRaw('[');
    }

    @Override
    public void row(Object... values) throws IOException {
        json.writeRaw(any ? ",\n" : "\n");
        any = true;
        json.writeStartObject();
        for (int i = 0; i < values.length; i++) {
            json.writeFieldName(columns.get(i).name());
            value(columns.get(i).type(), values[i]);
        }
        json.writeEndObject();
    }

    private void value(Column.Type type, Object value) throws IOException {
        if (Column.isMissing(value)) {
            json.writeNull();
        } else if (type == Column.Type.TEXT) {
            json.writeString(value.toString());
        } else if (type == Column.Type.JSON) {
            json.writeRawValue(value.toString());
        } else if (type == Column.Type.WHOLE) {
            json.writeNumber(((Number) value).longValue());
        } else {
            json.writeNumber(((Number) value).doubleValue());
        }
    }

    @Override
    public void close() throws IOException {
        json.writeRaw(any ? "\n]\n" : "]\n");
        json.close();
        out.flush();
    }
}
