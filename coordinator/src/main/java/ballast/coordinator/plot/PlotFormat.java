package ballast.coordinator.plot;

/** Files that a plot can be drawn into. Vector formats embed the font, so that they look everywhere the same. */
public enum PlotFormat {
    SVG("svg"),
    PNG("png"),
    PDF("pdf");

    private final String extension;

    PlotFormat(String extension) {
        this.extension = extension;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }

    byte[] draw(Drawing drawing) {
        return switch (this) {
            case SVG -> SvgFile.of(drawing);
            case PNG -> PngFile.of(drawing);
            case PDF -> PdfFile.of(drawing);
        };
    }
}
