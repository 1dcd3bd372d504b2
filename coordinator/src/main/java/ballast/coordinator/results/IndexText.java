package ballast.coordinator.results;

import ballast.coordinator.results.IndexedRun.End;
import ballast.coordinator.results.IndexedRun.Status;
import ballast.model.Accelerator;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.Driver;
import ballast.model.HostId;
import ballast.model.RunId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.StringEscapeUtils;

/**
 * A campaign's index as text, a line each of the campaign, its cells, its runs and the end, with tabs between fields: 100,000 runs are read in a
 * few tenths of a second, which JSON is too slow for.
 *
 * @param stamp of campaign.json
 * @param folders when {@code cells} last changed; {@link #UNKNOWN}: too shortly before it was read to tell
 * @param cells in the campaign's order
 * @param changed when each cell's folder last changed, in ms; {@link #UNKNOWN}, or {@link #ABSENT}
 */
@SuppressWarnings("ArrayRecordComponent") // filled once, and compared with nothing
record IndexText(
        String stamp,
        String name,
        Instant submitted,
        boolean imported,
        long folders,
        List<IndexedCell> cells,
        long[] changed,
        List<IndexedRun> runs) {
    static final long UNKNOWN = -1;
    static final long ABSENT = 0;

    private static final String FORMAT = "ballast-index 1";
    private static final String TAB = "\t";

    String write() {
        StringBuilder text = new StringBuilder(100 + 150 * cells.size() + 100 * runs.size());
        line(text, FORMAT, stamp, name, submitted, imported, folders, cells.size());
        Map<CellId, Integer> numbers = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            IndexedCell cell = cells.get(i);
            numbers.put(cell.id(), i);
            List<Object> fields = new ArrayList<>(List.of(cell.id(), cell.benchmark(), cell.mode(), changed[i]));
            cell.parameters().forEach((parameter, value) -> {
                fields.add(StringEscapeUtils.escapeJava(parameter));
                fields.add(StringEscapeUtils.escapeJava(value));
            });
            line(text, fields.toArray());
        }
        for (IndexedRun run : runs) {
            List<Object> fields = new ArrayList<>(
                    List.of(numbers.get(run.run().cell()), run.run().repetition(), run.status(), run.folder()));
            run.end().ifPresent(end -> fields.addAll(fields(end)));
            line(text, fields.toArray());
        }
        line(text, "end", runs.size());
        return text.toString();
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // each beside its seconds
    private static List<Object> fields(End end) {
        return List.of(
                end.attempt(),
                end.host(),
                end.accel().name(),
                end.driver().name(),
                end.started().getEpochSecond(),
                end.started().getNano(),
                end.ended().getEpochSecond(),
                end.ended().getNano(),
                end.disturbed());
    }

    private static void line(StringBuilder text, Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : TAB).append(fields[i]);
        }
        text.append('\n');
    }

    /** Empty if it is another format's, or cut off. */
    static Optional<IndexText> read(CampaignId campaign, List<String> lines) {
        return read(campaign, lines, true);
    }

    /** The same without runs: of many they take most of the time. */
    static Optional<IndexText> readCells(CampaignId campaign, List<String> lines) {
        return read(campaign, lines, false);
    }

    /** How many runs stand how, of lines that {@link #readCells} has found to be whole. */
    static Map<Status, Long> count(List<String> lines, int cells) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (String line : lines.subList(1 + cells, lines.size() - 1)) {
            int from = line.indexOf('\t', line.indexOf('\t') + 1) + 1;
            counts.merge(Status.valueOf(line.substring(from, line.indexOf('\t', from))), 1L, Long::sum);
        }
        return counts;
    }

    private static Optional<IndexText> read(CampaignId campaign, List<String> lines, boolean withRuns) {
        try {
            String[] head = lines.get(0).split(TAB, -1);
            int cells = Integer.parseInt(head[6]);
            int runs = lines.size() - cells - 2;
            boolean whole = lines.get(lines.size() - 1).equals("end" + TAB + runs);
            List<String> runLines = withRuns ? lines.subList(1 + cells, 1 + cells + runs) : List.of();
            return head[0].equals(FORMAT) && whole
                    ? Optional.of(read(campaign, head, lines.subList(1, 1 + cells), runLines))
                    : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static IndexText read(CampaignId campaign, String[] head, List<String> cellLines, List<String> runLines) {
        List<IndexedCell> cells = new ArrayList<>(cellLines.size());
        long[] changed = new long[cellLines.size()];
        for (String line : cellLines) {
            String[] fields = line.split(TAB, -1);
            changed[cells.size()] = Long.parseLong(fields[3]);
            cells.add(new IndexedCell(new CellId(fields[0]), fields[1], fields[2], parameters(fields)));
        }
        Map<String, HostId> hosts = new HashMap<>();
        List<IndexedRun> runs = new ArrayList<>(runLines.size());
        for (String line : runLines) {
            runs.add(run(campaign, cells, hosts, line.split(TAB, -1)));
        }
        return new IndexText(
                head[1],
                head[2],
                Instant.parse(head[3]),
                Boolean.parseBoolean(head[4]),
                Long.parseLong(head[5]),
                cells,
                changed,
                runs);
    }

    private static Map<String, String> parameters(String[] fields) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 4; i + 1 < fields.length; i += 2) {
            parameters.put(plain(fields[i]), plain(fields[i + 1]));
        }
        return parameters;
    }

    private static String plain(String field) {
        return field.indexOf('\\') < 0 ? field : StringEscapeUtils.unescapeJava(field);
    }

    private static IndexedRun run(
            CampaignId campaign, List<IndexedCell> cells, Map<String, HostId> hosts, String[] fields) {
        IndexedCell cell = cells.get(Integer.parseInt(fields[0]));
        return new IndexedRun(
                new RunId(campaign, cell.id(), Integer.parseInt(fields[1])),
                cell,
                Status.valueOf(fields[2]),
                fields[3],
                fields.length == 4 ? Optional.empty() : Optional.of(end(hosts, fields)));
    }

    private static End end(Map<String, HostId> hosts, String[] fields) {
        return new End(
                Integer.parseInt(fields[4]),
                hosts.computeIfAbsent(fields[5], HostId::new),
                Accelerator.valueOf(fields[6]),
                Driver.valueOf(fields[7]),
                Instant.ofEpochSecond(Long.parseLong(fields[8]), Long.parseLong(fields[9])),
                Instant.ofEpochSecond(Long.parseLong(fields[10]), Long.parseLong(fields[11])),
                Boolean.parseBoolean(fields[12]));
    }
}
