package ballast.coordinator.plot;

import ballast.coordinator.stats.Description;
import java.awt.Color;
import java.util.List;
import java.util.Optional;

/**
 * Figures as bars: a row for each figure, a bar for each cell, with its interval and the values that it is made of.
 *
 * @param names of the bars, the same in all rows
 */
record BarDrawing(String title, String note, List<Name> names, List<Row> rows) implements Drawing {
    private static final int ROW = 104;
    private static final int AROUND = 84;

    /**
     * @param hatched to tell it from another one of the same colour
     */
    record Name(String label, Color color, boolean hatched) {}

    /**
     * @param label the figure's name
     * @param logarithmic whether a bar's length says nothing, and only its end counts
     * @param bars one for each name; empty where that figure is not known
     */
    record Row(String label, String unit, boolean logarithmic, List<Optional<Description>> bars) {
        Row {
            bars = List.copyOf(bars);
        }
    }

    BarDrawing {
        names = List.copyOf(names);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.bars().size() != names.size()) {
                throw new IllegalArgumentException(
                        row.label() + ": got " + row.bars().size() + " bars, want " + names.size());
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(title + ": got no row, want 1 or more");
        }
    }

    @Override
    public int height() {
        return AROUND + ROW * rows.size();
    }
}
