package ballast.coordinator.exchange;

import java.io.IOException;

/** A table that is being written. */
interface TableFile extends AutoCloseable {
    /** Values in the order of the columns: text, whole numbers, numbers; null or NaN where there is none. */
    void row(Object... values) throws IOException;

    @Override
    void close() throws IOException;
}
