package ballast.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Each format is what it claims to be, and needs nothing else. */
class PlotFilesTest {
    private static final Pattern FONT = Pattern.compile("url\\((data:font/ttf;base64,([A-Za-z0-9+/=]+))\\)");

    static Stream<Map.Entry<String, Drawing>> examples() {
        return Examples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void svgHasItsFontAndItsTextWithin(Map.Entry<String, Drawing> example) throws Exception {
        String svg = new String(PlotFormat.SVG.draw(example.getValue()), StandardCharsets.UTF_8);
        Document document = parse(svg);

        Matcher font = FONT.matcher(svg);
        assertThat(font.find()).isTrue();
        Font embedded = Font.createFont(
                Font.TRUETYPE_FONT, new ByteArrayInputStream(Base64.getDecoder().decode(font.group(2))));
        List<String> texts = texts(document);
        assertThat(texts).contains(example.getValue().title());
        if (example.getValue() instanceof TimeDrawing time) {
            assertThat(texts).contains(time.unit()); // upright
        }
        assertThat(texts)
                .allSatisfy(text ->
                        assertThat(embedded.canDisplayUpTo(text)).as(text).isEqualTo(-1));
        assertThat(embedded.canDisplay('Ж')).isFalse();
        // no address but those of the name spaces
        assertThat(svg.replace(font.group(1), "").replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", ""))
                .doesNotContain("http:", "https:");
        assertThat(svg).doesNotContain("<!DOCTYPE");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document document) {
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void pdfHasItsFontAndItsTextWithin(Map.Entry<String, Drawing> example) throws Exception {
        try (PDDocument document = Loader.loadPDF(PlotFormat.PDF.draw(example.getValue()))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(Page.WIDTH);
            assertThat(fonts(document.getPage(0).getResources())).isNotEmpty().allSatisfy(font -> {
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                assertThat(font.getName()).contains("LiberationSans");
            });
            assertThat(new PDFTextStripper().getText(document))
                    .contains(example.getValue().title());
        }
    }

    private static List<PDFont> fonts(PDResources resources) throws Exception {
        List<PDFont> fonts = new ArrayList<>();
        for (COSName name : resources.getFontNames()) {
            fonts.add(resources.getFont(name));
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.getXObject(name) instanceof PDFormXObject form && form.getResources() != null) {
                fonts.addAll(fonts(form.getResources()));
            }
        }
        return fonts;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void pngIsFineEnoughForPrint(Map.Entry<String, Drawing> example) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PlotFormat.PNG.draw(example.getValue())));
        assertThat(image.getWidth()).isEqualTo(7 * 216);
        assertThat(image.getHeight()).isEqualTo(3 * example.getValue().height());
    }
}
