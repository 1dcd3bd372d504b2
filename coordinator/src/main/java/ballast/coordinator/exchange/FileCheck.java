package ballast.coordinator.exchange;

import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether a published file holds what its name promises. Tells the first few things that are wrong in it, with line and column. */
final class FileCheck {
    private static final int SHOWN = 5;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|(?i:nan)");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

    private static final Map<String, List<String>> COLUMNS = Map.of(
            "out.csv", List.of("shrink", "grow", "touch", "touch2"),
            "out_0.csv", List.of("time", "rss", "small", "huge", "cached", "total"),
            "Copy.csv", List.of("IterTime", "Bandwidth"));
    private static final List<String> WHOLE_COLUMNS = List.of("shrink", "grow");

    private final Path file;
    private final List<String> found = new ArrayList<>();

    private FileCheck(Path file) {
        this.file = file;
    }

    /** @param path in our names, below the run's folder */
    static List<String> problems(Path file, String path, Kind kind) throws IOException {
        FileCheck check = new FileCheck(file);
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            check.check(name, kind);
        } catch (MalformedInputException e) {
            check.found.add(file + ": got bytes that are no text");
        }
        int more = check.found.size() - SHOWN;
        if (more > 0) {
            check.found.subList(SHOWN, check.found.size()).clear();
            check.found.add(file + ": and " + more + " more");
        }
        return check.found;
    }

    private void check(String name, Kind kind) throws IOException {
        if (COLUMNS.containsKey(name)) {
            csv(COLUMNS.get(name));
        } else if (name.endsWith(".dat")) {
            wholeNumbers();
        } else if (name.equals("times_0.json")) {
            json(kind == Kind.MULTIVM ? List.of("start", "build", "clean") : List.of("build", "delay"));
        } else if (name.equals("time_0.txt")) {
            json(List.of("total"));
        }
    }

    private void csv(List<String> wanted) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
        for (String column : wanted) {
            if (!header.contains(column)) {
                problem(1, column, "no such column in " + header, String.join(",", wanted));
            }
        }
        if (lines.size() < 2) {
            problem(1, "rows", "none", "one or more");
        }
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = cells(lines.get(i));
            if (lines.get(i).isBlank()) {
                continue;
            }
            if (cells.size() != header.size()) {
                problem(i + 1, "columns", String.valueOf(cells.size()), header.size() + ", as in line 1");
                continue;
            }
            for (int column = 0; column < header.size(); column++) {
                cell(i + 1, header.get(column), cells.get(column));
            }
            before = rising(i + 1, header, cells, before);
        }
    }

    private void cell(int line, String column, String text) {
        if (WHOLE_COLUMNS.contains(column) && !WHOLE.matcher(text).matches()) {
            problem(line, column, "'" + text + "'", "a whole number");
        } else if (!NUMBER.matcher(text).matches()) {
            problem(line, column, "'" + text + "'", "a number or nan");
        }
    }

    private double rising(int line, List<String> header, List<String> cells, double before) {
        int column = header.indexOf("time");
        if (column < 0 || !NUMBER.matcher(cells.get(column)).matches()) {
            return before;
        }
        String text = cells.get(column);
        double time = text.equalsIgnoreCase("nan") ? Double.NaN : Double.parseDouble(text);
        if (!(time >= before)) {
            problem(line, "time", text, "a time not before the last row's, " + before);
            return before;
        }
        return time;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private void wholeNumbers() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!WHOLE.matcher(lines.get(i).strip()).matches()) {
                problem(i + 1, "1", "'" + lines.get(i) + "'", "a whole number");
            }
        }
        if (lines.isEmpty()) {
            problem(1, "1", "nothing", "a whole number in each line");
        }
    }

    private void json(List<String> lists) throws IOException {
        try {
            JsonNode json = Json.mapper().readTree(file.toFile());
            for (String key : lists) {
                JsonNode list = json.path(key);
                boolean numbers = list.isNumber() && !key.equals("total");
                if (list.isArray() && (!list.isEmpty() || key.equals("clean"))) {
                    numbers = true;
                    for (JsonNode item : list) {
                        numbers &= item.isNumber();
                    }
                }
                if (!numbers) {
                    problem(1, key, list.isMissingNode() ? "nothing" : list.toString(), "a list of numbers, in s");
                }
            }
        } catch (JsonProcessingException e) {
            found.add(JsonProblem.of(file, e));
        }
    }

    private void problem(int line, String column, String got, String want) {
        found.add(file + ":" + line + ": " + column + ": got " + got + ", want " + want);
    }
}
