package ballast.coordinator.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.List;

/** Tables, all alike. */
final class Tables {
    private Tables() {}

    /** @param rows as many cells each as there are headers */
    static DomContent of(List<String> headers, List<List<String>> rows) {
        return div(table(
                        thead(tr(each(headers, header -> th(header)))),
                        tbody(each(rows, row -> tr(each(row, cell -> td(printable(cell))))))))
                .withClass("wide");
    }

    /** Guests and programs may have written anything into what is shown. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    }
}
