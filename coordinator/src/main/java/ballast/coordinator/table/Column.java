package ballast.coordinator.table;

/** A column of a table; any of its values may be missing. */
public record Column(String name, Type type) {
    /** What it holds. */
    public enum Type {
        TEXT,
        /** A whole number. */
        WHOLE,
        NUMBER,
        /** A JSON document as text; part of the document where a table is written as JSON. */
        JSON
    }

    public static Column text(String name) {
        return new Column(name, Type.TEXT);
    }

    public static Column whole(String name) {
        return new Column(name, Type.WHOLE);
    }

    public static Column number(String name) {
        return new Column(name, Type.NUMBER);
    }

    public static Column json(String name) {
        return new Column(name, Type.JSON);
    }

    /** Whether there is a value: NaN is none. */
    static boolean isMissing(Object value) {
        return value == null || (value instanceof Double number && number.isNaN());
    }
}
