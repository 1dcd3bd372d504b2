package ballast.coordinator.results;

import ballast.coordinator.results.IndexedRun.End;
import ballast.coordinator.results.IndexedRun.Status;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One campaign's index, brought up to date. A result takes its place by a rename in its cell's folder, which changes that folder's time; a folder
 * that changed less than {@value #RACY_MS} ms before it was read may change once more without showing it, and is read again the next time.
 */
final class CampaignIndex {
    private static final String SUFFIX = ".tsv";
    private static final int RACY_MS = 2000;

    private final Path folder;
    private final Path place;
    private final StoreIndex store;
    private final List<String> problems;
    private final CampaignId id;
    private final long begun = System.currentTimeMillis();

    CampaignIndex(Path folder, StoreIndex store, List<String> problems) {
        this.folder = folder;
        this.place = store.place(folder, SUFFIX);
        this.store = store;
        this.problems = problems;
        this.id = new CampaignId(folder.getFileName().toString());
    }

    /** How many runs stand how; where the index is up to date, without making each of them. */
    CampaignCounts count() throws IOException {
        List<String> lines = Files.exists(place) ? Files.readAllLines(place) : List.of();
        Optional<IndexText> kept =
                IndexText.readCells(id, lines).filter(text -> newer(text, true).isEmpty());
        if (kept.isPresent() && kept.get().stamp().equals(stamp())) {
            IndexText text = kept.get();
            return new CampaignCounts(
                    id,
                    text.name(),
                    text.submitted(),
                    IndexText.count(lines, text.cells().size()));
        }
        IndexedCampaign campaign = read();
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        campaign.runs().forEach(run -> counts.merge(run.status(), 1L, Long::sum));
        return new CampaignCounts(id, campaign.name(), campaign.submitted(), counts);
    }

    private String stamp() throws IOException {
        Path record = folder.resolve(StoreLayout.CAMPAIGN);
        return Files.size(record) + "-" + record.toFile().lastModified();
    }

    IndexedCampaign read() throws IOException {
        Path record = folder.resolve(StoreLayout.CAMPAIGN);
        String stamp = stamp();
        Optional<IndexText> kept = Files.exists(place)
                ? IndexText.read(id, Files.readAllLines(place))
                        .filter(text -> text.stamp().equals(stamp))
                : Optional.empty();
        IndexText known = kept.isPresent() ? kept.get() : empty(record, stamp);
        Optional<IndexText> newer = newer(known, kept.isPresent());
        IndexText current = newer.orElse(known);
        if (newer.isPresent() || kept.isEmpty()) {
            store.keep(place, current.write().getBytes(StandardCharsets.UTF_8));
        }
        return new IndexedCampaign(id, current.name(), current.submitted(), current.imported(), folder, current.runs());
    }

    /** Of which no run has been looked at. */
    private IndexText empty(Path file, String stamp) throws IOException {
        CampaignRecord campaign = JsonFile.read(file, CampaignRecord.class);
        List<IndexedCell> cells = new ArrayList<>();
        Map<CellId, IndexedCell> byId = new HashMap<>();
        for (Cell cell : campaign.cells()) {
            var indexed =
                    new IndexedCell(cell.id(), cell.benchmark(), cell.mode().label(), cell.parameters());
            cells.add(indexed);
            byId.put(cell.id(), indexed);
        }
        List<IndexedRun> runs = new ArrayList<>();
        for (RunId run : campaign.plan()) {
            runs.add(waiting(run, byId.get(run.cell())));
        }
        long[] changed = new long[cells.size()];
        Arrays.fill(changed, IndexText.UNKNOWN);
        return new IndexText(
                stamp,
                campaign.name(),
                campaign.submitted(),
                campaign.imported(),
                IndexText.UNKNOWN,
                cells,
                changed,
                runs);
    }

    /** Empty if nothing has changed. */
    private Optional<IndexText> newer(IndexText known, boolean wasKept) {
        Path parent = folder.resolve("cells");
        long folders = certain(parent.toFile().lastModified());
        boolean noneNew = wasKept && folders != IndexText.UNKNOWN && folders == known.folders();
        long[] changed = known.changed().clone();
        Map<CellId, Integer> anew = new HashMap<>();
        for (int i = 0; i < changed.length; i++) {
            CellId cell = known.cells().get(i).id();
            if (!(noneNew && changed[i] == IndexText.ABSENT)) {
                long now = certain(parent.resolve(cell.value()).toFile().lastModified());
                if (now == IndexText.UNKNOWN || now != changed[i]) {
                    anew.put(cell, i);
                    changed[i] = now;
                }
            }
        }
        if (anew.isEmpty() && folders == known.folders()) {
            return Optional.empty();
        }
        List<IndexedRun> runs = new ArrayList<>(known.runs().size());
        for (IndexedRun run : known.runs()) {
            Integer cell = anew.get(run.run().cell());
            runs.add(cell == null ? run : read(run, cell, changed));
        }
        return Optional.of(new IndexText(
                known.stamp(),
                known.name(),
                known.submitted(),
                known.imported(),
                folders,
                known.cells(),
                changed,
                runs));
    }

    /** The time of a folder, unless it is so young that it may be the same after a further change. */
    private long certain(long modified) {
        return modified > begun - RACY_MS ? IndexText.UNKNOWN : modified;
    }

    private IndexedRun read(IndexedRun run, int cell, long[] changed) {
        try {
            Optional<RunPlace.Found> found = RunPlace.of(folder, run.run()).find();
            return found.isEmpty() ? waiting(run.run(), run.cell()) : of(run, found.get());
        } catch (IOException | IllegalArgumentException e) {
            problems.add(e.getMessage());
            changed[cell] = IndexText.UNKNOWN;
            return waiting(run.run(), run.cell());
        }
    }

    private static IndexedRun waiting(RunId run, IndexedCell cell) {
        return new IndexedRun(run, cell, Status.WAITING, "rep-" + run.repetition(), Optional.empty());
    }

    private static IndexedRun of(IndexedRun run, RunPlace.Found found) throws IOException {
        StoredStatus status = found.status();
        Status kind = status instanceof StoredStatus.Completed
                ? Status.COMPLETED
                : status instanceof StoredStatus.Failed ? Status.FAILED : Status.SKIPPED;
        Optional<End> end = status instanceof StoredStatus.Ended ended
                ? Optional.of(new End(
                        ended.attempt(),
                        ended.host(),
                        ended.accel(),
                        ended.driver(),
                        ended.started(),
                        ended.ended(),
                        RawFiles.isDisturbed(found.path())))
                : Optional.empty();
        return new IndexedRun(
                run.run(), run.cell(), kind, found.path().getFileName().toString(), end);
    }
}
