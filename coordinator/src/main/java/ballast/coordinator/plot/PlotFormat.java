package ballast.coordinator.plot;

import java.util.function.Function;

/** Files that a plot can be drawn into. Vector formats embed the font, so that they look everywhere the same. */
public enum PlotFormat {
    SVG("svg", SvgFile::of),
    PNG("png", PngFile::of),
    PDF("pdf", PdfFile::of);

    private final String extension;
    private final Function<Drawing, byte[]> file;

    PlotFormat(String extension, Function<Drawing, byte[]> file) {
        this.extension = extension;
        this.file = file;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }

    byte[] draw(Drawing drawing) {
        return file.apply(drawing);
    }
}
