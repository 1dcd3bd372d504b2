package ballast.coordinator.results;

import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a store holds. */
record StoreReader(StoreLayout layout) {
    /** The folder of a campaign, under whichever name it was submitted. */
    Optional<Path> folder(CampaignId id) throws IOException {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(layout.root(), Files::isDirectory)) {
            for (Path name : names) {
                Path folder = name.resolve(id.value());
                if (Files.exists(folder.resolve(StoreLayout.CAMPAIGN))) {
                    return Optional.of(folder);
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Folders of all campaigns. */
    List<Path> campaigns() throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(layout.root(), Files::isDirectory)) {
            for (Path name : names) {
                try (DirectoryStream<Path> ids = Files.newDirectoryStream(name, StoreReader::isCampaign)) {
                    ids.forEach(folders::add);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return folders;
    }

    /** As users name it, see {@link ResultStore#lookUp}. */
    Optional<Path> lookUp(String campaign) throws IOException {
        return campaigns().stream()
                .filter(path -> campaign.equals(StoreLayout.LATEST)
                        || path.getFileName().toString().equals(campaign)
                        || path.getParent().getFileName().toString().equals(campaign))
                .max(Comparator.comparing(path -> path.getFileName().toString()));
    }

    private static boolean isCampaign(Path folder) {
        return !Files.isSymbolicLink(folder) && Files.exists(folder.resolve(StoreLayout.CAMPAIGN));
    }

    StoredCampaign read(Path folder) throws IOException {
        CampaignRecord campaign = JsonFile.read(folder.resolve(StoreLayout.CAMPAIGN), CampaignRecord.class);
        List<StoredRun> runs = new ArrayList<>();
        Map<CellId, Cell> cells = campaign.cellsById();
        for (RunId run : campaign.plan()) {
            runs.add(run(folder, cells.get(run.cell()), run));
        }
        return new StoredCampaign(campaign, layout.root(), folder, runs);
    }

    /** Empty if the campaign has no such run. */
    Optional<StoredRun> run(Path folder, RunId run) throws IOException {
        CampaignRecord campaign = JsonFile.read(folder.resolve(StoreLayout.CAMPAIGN), CampaignRecord.class);
        return campaign.plan().contains(run)
                ? Optional.of(run(folder, campaign.cellsById().get(run.cell()), run))
                : Optional.empty();
    }

    private static StoredRun run(Path folder, Cell cell, RunId run) throws IOException {
        RunPlace place = RunPlace.of(folder, run);
        RunPlace.Found found =
                place.find().orElseGet(() -> new RunPlace.Found(new StoredStatus.Waiting(), place.folder()));
        return new StoredRun(run, cell, found.status(), found.path());
    }
}
