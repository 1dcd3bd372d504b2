package ballast.coordinator.table;

import java.io.IOException;

/** A table that is being written; complete once it is closed. */
public interface TableFile extends AutoCloseable {
    /** Values in the order of the columns: text, whole numbers, numbers; null or NaN where there is none. */
    void row(Object... values) throws IOException;

    @Override
    void close() throws IOException;
}
