package ballast.coordinator.actor;

import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.schedule.PlannedRun;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.Json;
import ballast.model.Names;
import ballast.model.Packing;
import ballast.model.RunId;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A campaign as a client hands it in. */
record Submission(
        CampaignId id,
        String name,
        String matrix,
        List<Cell> cells,
        List<RunId> runs,
        String user,
        Map<String, String> where,
        Map<String, String> versions,
        Packing packing) {
    Submission {
        matrix = matrix == null ? "" : matrix;
        user = user == null ? "unknown" : user;
        cells = cells == null ? List.of() : List.copyOf(cells);
        runs = runs == null ? List.of() : List.copyOf(runs);
        where = where == null ? Map.of() : Map.copyOf(where);
        packing = packing == null ? Packing.Static.INSTANCE : packing;
        versions = versions == null ? Map.of() : Map.copyOf(versions);
    }

    /** Everything that is wrong with one. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final transient List<String> problems;

        Malformed(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        List<String> problems() {
            return problems;
        }
    }

    static Submission parse(byte[] body) throws Malformed {
        Submission submission;
        try {
            submission = Json.mapper().readValue(body, Submission.class);
        } catch (JsonProcessingException e) {
            throw new Malformed(List.of("the body is no campaign: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new Malformed(List.of("the body is no campaign: " + e.getMessage()));
        }
        if (submission == null) {
            throw new Malformed(List.of("the body is no campaign: got null"));
        }
        List<String> problems = submission.problems();
        if (!problems.isEmpty()) {
            throw new Malformed(problems);
        }
        return submission;
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (id == null) {
            problems.add("id: got nothing, want a campaign's id");
        }
        try {
            Names.requirePathSafe("name", name);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
        if (runs.isEmpty()) {
            problems.add("runs: got none, want 1 or more");
        }
        Set<CellId> known = new HashSet<>();
        for (Cell cell : cells) {
            cellProblem(cell, known, problems);
        }
        Set<RunId> seen = new HashSet<>();
        for (RunId run : runs) {
            if (!run.campaign().equals(id) || !known.contains(run.cell()) || !seen.add(run)) {
                problems.add("runs: got " + run + ", want each once, and only runs of this campaign's cells");
            }
        }
        return problems;
    }

    /** Its id is a hash of its content: another one would make results of different cells look alike. */
    private static void cellProblem(Cell cell, Set<CellId> known, List<String> problems) {
        CellId want = Cell.of(
                        cell.parameters(),
                        cell.spec(),
                        cell.isolation(),
                        cell.sampling(),
                        cell.bootTimeout(),
                        cell.cpus())
                .id();
        if (!want.equals(cell.id())) {
            problems.add("cells: got id " + cell.id() + ", want " + want
                    + " for this content; the client may be of another version than the coordinator");
        } else if (!known.add(cell.id())) {
            problems.add("cells: got " + cell.id() + " twice");
        }
    }

    List<PlannedRun> planned() {
        Map<CellId, Cell> byId = new LinkedHashMap<>();
        cells.forEach(cell -> byId.put(cell.id(), cell));
        return runs.stream()
                .map(run -> new PlannedRun(run, byId.get(run.cell())))
                .toList();
    }

    CampaignRecord record(Instant now) {
        return new CampaignRecord(id, name, matrix, cells, runs, versions, user, now).with(packing);
    }
}
