package ballast.coordinator.plot;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Plots as PDF of one page, with text as text, and the part of the font that it needs. */
final class PdfFile {
    private PdfFile() {}

    static byte[] of(Drawing drawing) {
        var page = new Page(drawing);
        try (var document = new PDDocument();
                var fonts = new PdfBoxGraphics2DFontTextDrawer()) {
            fonts.registerFont(PlotFont.FAMILY, PDType0Font.load(document, PlotFont.file(), true));
            var graphics = new PdfBoxGraphics2D(document, Page.WIDTH, page.height());
            graphics.setFontTextDrawer(fonts);
            page.draw(graphics);
            graphics.dispose();
            var paper = new PDPage(new PDRectangle(Page.WIDTH, page.height()));
            document.addPage(paper);
            document.getDocumentInformation().setTitle(drawing.title());
            try (var content = new PDPageContentStream(document, paper)) {
                content.drawForm(graphics.getXFormObject());
            }
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
