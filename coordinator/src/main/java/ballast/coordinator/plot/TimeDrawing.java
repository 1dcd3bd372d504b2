package ballast.coordinator.plot;

import java.util.List;

/**
 * Panels over one time axis and with one scale, one below the other.
 *
 * @param clock what the times count
 * @param unit of the values
 */
record TimeDrawing(String title, String note, Clock clock, String unit, List<Panel> panels) implements Drawing {
    private static final int ONE = 200;
    private static final int OF_SEVERAL = 92;
    private static final int AROUND = 92;

    /** What stands at the time axis. */
    enum Clock {
        /** The series are in s; the axis is in s, min or h, whichever reads best. */
        SECONDS,
        /** Of FTQ, where the length of one is not known. */
        QUANTA
    }

    /**
     * @param title what its curves are of
     * @param remark figures of it; may be empty
     * @param stack {@link Stack#NONE} if there is none
     * @param spans what was done when, in order
     */
    record Panel(String title, String remark, List<Curve> curves, Stack stack, List<Span> spans, List<Level> levels) {
        Panel {
            curves = List.copyOf(curves);
            spans = List.copyOf(spans);
            levels = List.copyOf(levels);
        }

        double end() {
            double last = curves.stream()
                    .mapToDouble(curve -> curve.series().end())
                    .max()
                    .orElse(0);
            return Math.max(
                    Math.max(last, stack.end()),
                    spans.stream().mapToDouble(Span::to).max().orElse(0));
        }

        double max() {
            double highest = curves.stream()
                    .mapToDouble(curve -> curve.series().max())
                    .max()
                    .orElse(0);
            return Math.max(
                    Math.max(highest, stack.peak()),
                    levels.stream().mapToDouble(Level::value).max().orElse(0));
        }
    }

    /** What a curve is of; each looks the same in all panels. */
    enum Kind {
        RESIDENT("resident memory", Line.SOLID, 1.1f),
        REPETITION("other repetitions", Line.SOLID, 0.5f),
        CACHE("page cache of the guest", Line.DOTTED, 0.9f),
        TARGET("size asked for", Line.DASHED, 0.8f),
        WORK("work while resized", Line.SOLID, 0.8f),
        BASELINE("baseline, never resized", Line.SOLID, 0.8f);

        private final String label;
        private final Line line;
        private final float width;

        Kind(String label, Line line, float width) {
            this.label = label;
            this.line = line;
            this.width = width;
        }

        String label() {
            return label;
        }

        java.awt.BasicStroke stroke() {
            return line.stroke(width);
        }

        java.awt.Color color() {
            return switch (this) {
                case RESIDENT, WORK -> Palette.BLUE;
                case REPETITION -> Palette.lightened(Palette.BLUE, 0.5);
                case CACHE -> Palette.VERMILLION;
                case TARGET -> Palette.BLACK;
                case BASELINE -> Palette.GREY;
            };
        }
    }

    record Curve(Kind kind, TimeSeries series) {}

    /** A phase, or how long a resize took. */
    record Span(String label, double from, double to) {}

    /** A line across. */
    record Level(String name, double value, boolean limit) {}

    TimeDrawing {
        panels = List.copyOf(panels);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException(title + ": got no panel, want 1 or more");
        }
    }

    @Override
    public int height() {
        return AROUND + (panels.size() == 1 ? ONE : OF_SEVERAL * panels.size());
    }

    double end() {
        return panels.stream().mapToDouble(Panel::end).max().orElse(0);
    }

    double max() {
        return panels.stream().mapToDouble(Panel::max).max().orElse(0);
    }
}
