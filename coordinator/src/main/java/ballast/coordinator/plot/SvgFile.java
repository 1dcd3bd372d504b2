package ballast.coordinator.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Plots as SVG, with text as text, and the part of the font that it needs. */
final class SvgFile {
    private static final String NO_DTD = "http://apache.org/xml/features/nonvalidating/load-external-dtd";

    private SvgFile() {}

    static byte[] of(Drawing drawing) {
        var page = new Page(drawing);
        var graphics = new VectorGraphics2D();
        page.draw(graphics);
        var size = new PageSize(Page.WIDTH, page.height());
        try {
            var out = new ByteArrayOutputStream();
            new SVGProcessor().getDocument(graphics.getCommands(), size).writeTo(out);
            Document document = parsed(out.toByteArray());
            complete(document, drawing, page);
            return written(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException | TransformerException e) {
            throw new IllegalStateException("the SVG of '" + drawing.title() + "' is no XML: " + e.getMessage(), e);
        }
    }

    private static Document parsed(byte[] svg) throws ParserConfigurationException, SAXException, IOException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(NO_DTD, false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    /** A title for those who hear it, a size that scales, the font. */
    private static void complete(Document document, Drawing drawing, Page page) {
        Element root = document.getDocumentElement();
        root.setAttribute("viewBox", "0 0 " + Page.WIDTH + " " + page.height());
        root.setAttribute("role", "img");
        Element style = document.createElement("style");
        style.setTextContent("@font-face{font-family:'" + PlotFont.FAMILY + "';src:url(data:font/ttf;base64,"
                + Base64.getEncoder().encodeToString(PlotFont.subset(characters(document))) + ")}");
        root.insertBefore(style, root.getFirstChild());
        Element title = document.createElement("title");
        title.setTextContent(drawing.title());
        root.insertBefore(title, style);
    }

    private static Set<Integer> characters(Document document) {
        Set<Integer> characters = new TreeSet<>();
        NodeList texts = document.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            texts.item(i).getTextContent().codePoints().forEach(characters::add);
        }
        return characters;
    }

    /** The root alone: without the address of a DTD. */
    private static byte[] written(Document document) throws TransformerException {
        var out = new ByteArrayOutputStream();
        TransformerFactory.newInstance()
                .newTransformer()
                .transform(new DOMSource(document.getDocumentElement()), new StreamResult(out));
        return out.toByteArray();
    }
}
