package ballast.coordinator.results;

import ballast.model.AttemptId;
import ballast.model.HostReport;
import ballast.model.ResultFile;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A campaign with all its results that comes into the store from elsewhere: whole, by one rename, or not at all. */
public final class ArrivingCampaign implements AutoCloseable {
    private final StoreLayout layout;
    private final CampaignRecord campaign;
    private final Path folder;

    private ArrivingCampaign(StoreLayout layout, CampaignRecord campaign) {
        this.layout = layout;
        this.campaign = campaign;
        this.folder = layout.arriving(campaign.id());
    }

    public static ArrivingCampaign begin(ResultStore store, CampaignRecord campaign) throws IOException {
        var arriving = new ArrivingCampaign(store.layout(), campaign);
        Durable.createFolders(arriving.folder);
        Durable.writeJson(arriving.folder.resolve(StoreLayout.CAMPAIGN), campaign);
        return arriving;
    }

    /** Where campaign.json lies, and what else belongs to the campaign as a whole. */
    public Path folder() {
        return folder;
    }

    /** Where a run's raw files are to be put. */
    public Path folder(RunId run) throws IOException {
        return Files.createDirectories(StoreLayout.run(folder, run));
    }

    /** Records a run as completed with the files that lie in its folder. */
    public void completed(RunId run, HostReport host, Instant started, Instant ended) throws IOException {
        Path place = folder(run);
        List<ResultFile> files = new ArrayList<>();
        for (Path file : Durable.deepestFirst(place)) {
            if (Files.isRegularFile(file)) {
                files.add(new ResultFile(place.relativize(file).toString(), Files.size(file), Upload.digest(file)));
            }
        }
        files.sort(java.util.Comparator.comparing(ResultFile::path));
        var spec = new StoredSpec(new AttemptId(run, 1), campaign.cellOf(run), host);
        Durable.writeJson(place.resolve(StoreLayout.SPEC), spec);
        Durable.writeJson(
                place.resolve(StoreLayout.STATUS),
                new StoredStatus.Completed(1, host.id(), host.accelerator(), host.driver(), started, ended, files));
    }

    /** Moves all of it to its place. */
    public StoredCampaign commit() throws IOException {
        for (Path path : Durable.deepestFirst(folder)) {
            Durable.sync(path);
        }
        Path place = layout.campaign(campaign.name(), campaign.id());
        Durable.createFolders(place.getParent());
        Durable.rename(folder, place);
        ResultStore.linkLatest(place);
        StoreReader reader = new StoreReader(layout);
        StoredCampaign arrived = reader.read(place);
        TraceLibrary traces = new TraceLibrary(layout, reader);
        arrived.runs().forEach(run -> traces.committed(run.path()));
        return arrived;
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        Durable.deleteTree(folder);
    }
}
