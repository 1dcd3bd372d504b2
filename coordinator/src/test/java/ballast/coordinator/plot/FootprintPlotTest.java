package ballast.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.plot.FootprintStack.Band;
import ballast.coordinator.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FootprintPlotTest {
    private static final long GIB = 1L << 30;

    @Test
    void sumsAreThoseOfTheSeconds() {
        var stack = new FootprintStack(
                "two", 9, 8, 4, List.of(new Band("a", Trace.of(1, 2, 3), 0), new Band("b", Trace.of(5, 6), 2)));

        assertThat(stack.sums()).containsExactly(1, 2, 8, 6);
    }

    @Test
    void stackHasATime() {
        assertThatThrownBy(() -> new FootprintStack("none", 9, 8, 0, List.of()))
                .hasMessageContaining("got 0 s, want 1 or more");
    }

    @Test
    void chartsLieOneBelowTheOther() throws Exception {
        var one =
                new FootprintStack("one", 4 * GIB, 3 * GIB, 1000, List.of(new Band("a", Trace.constant(GIB, 1000), 0)));
        var other = new FootprintStack("other", 4 * GIB, 4 * GIB, 1000, List.of());

        Document one1 = svg(List.of(one));
        Document both = svg(List.of(one, other));

        assertThat(both.getDocumentElement().getAttribute("width"))
                .isEqualTo(one1.getDocumentElement().getAttribute("width"));
        assertThat(texts(one1))
                .contains("one", "budget", "budget × (1 − margin)")
                .doesNotContain("other");
        assertThat(texts(both)).contains("one", "other");
        assertThat(both.getElementsByTagName("path").getLength())
                .isGreaterThan(one1.getElementsByTagName("path").getLength());
    }

    @Test
    void peaksSurvive() {
        long[] bytes = new long[20_000];
        bytes[7777] = 3 * GIB;
        var stack = new FootprintStack("peak", 4 * GIB, 3 * GIB, 20_000, List.of(new Band("a", Trace.of(bytes), 0)));

        assertThat(FootprintPlot.drawing(List.of(stack)).panels().get(0).stack().peak())
                .isEqualTo(3);
    }

    private static List<String> texts(Document svg) {
        NodeList texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static Document svg(List<FootprintStack> stacks) throws Exception {
        var out = new ByteArrayOutputStream();
        FootprintPlot.writeSvg(stacks, out);
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
    }
}
