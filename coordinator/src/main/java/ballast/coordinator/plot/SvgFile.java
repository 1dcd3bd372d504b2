package ballast.coordinator.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final double HUNDRED = 100;

    private SvgFile() {}

    /** Measures text as it will be set, and not in whole pixels, which make small letters narrower. */
    private static final class Recorder extends VectorGraphics2D {
        private static final Graphics2D MEASURING = measuring();

        private static Graphics2D measuring() {
            Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            return graphics;
        }

        @Override
        public FontMetrics getFontMetrics(Font font) {
            return MEASURING.getFontMetrics(font);
        }
    }

    static byte[] of(Drawing drawing) {
        var page = new Page(drawing);
        var graphics = new Recorder();
        page.draw(graphics);
        var size = new PageSize(Page.WIDTH, page.height());
        try {
            var out = new ByteArrayOutputStream();
            new SVGProcessor().getDocument(graphics.getCommands(), size).writeTo(out);
            Document document = parsed(out.toByteArray());
            numberClips(document);
            roundPaths(document);
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

    /** The library names them by hash codes: then the same plot would be another file each time. */
    private static void numberClips(Document document) {
        Map<String, String> names = new HashMap<>();
        for (Element clip : elements(document, "clipPath")) {
            String name = "clip" + (names.size() + 1);
            names.put("url(#" + clip.getAttribute("id") + ")", "url(#" + name + ")");
            clip.setAttribute("id", name);
        }
        for (Element group : elements(document, "g")) {
            String clip = names.get(group.getAttribute("clip-path"));
            if (clip != null) {
                group.setAttribute("clip-path", clip);
            }
        }
    }

    /** To a hundredth of a point: sixteen digits make a file three times as large. */
    private static void roundPaths(Document document) {
        for (Element path : elements(document, "path")) {
            path.setAttribute(
                    "d",
                    LONG_NUMBER
                            .matcher(path.getAttribute("d"))
                            .replaceAll(number -> rounded(Double.parseDouble(number.group()))));
        }
    }

    private static String rounded(double number) {
        double hundredths = Math.rint(number * HUNDRED) / HUNDRED;
        return hundredths == Math.rint(hundredths) ? Long.toString((long) hundredths) : Double.toString(hundredths);
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
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
        elements(document, "text")
                .forEach(text -> text.getTextContent().codePoints().forEach(characters::add));
        return characters;
    }

    /** The root alone: without the address of a DTD. */
    private static byte[] written(Document document) throws TransformerException {
        var out = new ByteArrayOutputStream();
        TransformerFactory.newInstance()
                .newTransformer()
                .transform(new DOMSource(document.getDocumentElement()), new StreamResult(out));
        out.write('\n');
        return out.toByteArray();
    }
}
