package ballast.coordinator.results;

import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Json;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where results lie (design.md, "Results store"). All methods block on the disk. Any may be called again after a crash or a
 * failure: what was done already stays as it is. One process writes, one thread at a time for each run; readers need no lock.
 */
public final class ResultStore {
    private final StoreLayout layout;
    private final StoreReader reader;
    private final TraceLibrary traces;

    /** Touches nothing yet. */
    public ResultStore(Path root) {
        this.layout = new StoreLayout(root.toAbsolutePath().normalize());
        this.reader = new StoreReader(layout);
        this.traces = new TraceLibrary(layout, reader);
    }

    /** Absolute. */
    public Path root() {
        return layout.root();
    }

    /** What the VMs of its runs occupied; each run's is there when it has been committed. */
    public TraceLibrary traces() {
        return traces;
    }

    /** What runs there are and how they ended, for whoever has many to look at. */
    public StoreIndex index() {
        return new StoreIndex(layout, reader);
    }

    /** Creates the store's folder if need be, and writes and removes a file in it. */
    public void checkWritable() throws CommitException {
        try {
            Durable.createFolders(layout.own());
            // its own name: several coordinators may look at the same time
            Path probe = layout.own().resolve("writable-" + UUID.randomUUID() + ".json");
            Durable.writeJson(probe, "ballast");
            Files.delete(probe);
        } catch (IOException e) {
            throw CommitException.of(
                    "the store " + root() + " is not writable",
                    root(),
                    "make room, make it writable for this user, or name another folder with --store",
                    e);
        }
    }

    /** Makes a campaign's folder and the link to the latest one of its name; an existing campaign stays as it is. */
    public void create(CampaignRecord campaign) throws CommitException {
        Path folder = layout.campaign(campaign.name(), campaign.id());
        try {
            Durable.createFolders(folder.resolve("cells"));
            Path file = folder.resolve(StoreLayout.CAMPAIGN);
            if (!Files.exists(file)) {
                Durable.writeJson(file, campaign);
            }
            linkLatest(folder);
        } catch (IOException e) {
            throw CommitException.of(
                    "campaign " + campaign.id() + " cannot be created in the store",
                    folder,
                    "make room there or name another folder with --store, then submit again",
                    e);
        }
    }

    /** Ids sort by time, so that creating an older campaign again after a crash does not turn the link back. */
    static void linkLatest(Path campaign) throws IOException {
        Path link = campaign.resolveSibling(StoreLayout.LATEST);
        boolean newer =
                Files.isSymbolicLink(link) && Files.readSymbolicLink(link).compareTo(campaign.getFileName()) >= 0;
        if (!newer) {
            Durable.link(link, campaign);
        }
    }

    /** Where an attempt's uploaded files are to lie until they are committed; the folder may not exist yet. */
    public Path incoming(AttemptId attempt) {
        return layout.incoming(attempt);
    }

    /** For files that are received half, in the same file system as {@link #incoming}. */
    public Path partial() {
        return layout.incoming().resolve(".partial");
    }

    /**
     * As {@link #partial()}, of one of several coordinators that share the store: each removes at its start what it had received half.
     *
     * @param node its name, as in a file's name
     */
    public Path partial(String node) {
        return layout.incoming().resolve(".partial-" + node);
    }

    /** Removes the uploaded files of an attempt whose result is not wanted. */
    public void discard(AttemptId attempt) throws IOException {
        Durable.deleteTree(layout.incoming(attempt));
        removeEmptyParents(layout.incoming(attempt));
    }

    /** So that what has passed through leaves nothing behind. */
    private void removeEmptyParents(Path arrived) throws IOException {
        for (Path folder = arrived.getParent(); !folder.equals(layout.incoming()); folder = folder.getParent()) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /**
     * Moves an attempt's uploaded files to its run's place, with spec.json and status.json. A failed earlier attempt, or that it
     * was skipped, gives way and stays beside it as {@code rep-n.attempt-k} or {@code rep-n.skipped}. Once it returns the result is on the disk.
     *
     * @param files all that the agent uploaded, and nothing else
     * @throws CommitException if the files are not as declared, the run has its result already or a later attempt's, or the
     *     disk fails; then nothing has changed, and the upload may be completed and committed again
     */
    public void commit(
            AttemptId attempt,
            Cell cell,
            HostReport host,
            Outcome outcome,
            List<ResultFile> files,
            Instant started,
            Instant ended)
            throws CommitException {
        StoredStatus status = status(attempt, host, outcome, files, started, ended);
        Upload upload = new Upload(layout.incoming(attempt));
        try {
            RunPlace place = RunPlace.of(folderOf(attempt.run().campaign()), attempt.run());
            if (isCommitted(place.find(), attempt, status)) {
                // After a crash between the two
                traces.committed(place.folder());
                return;
            }
            if (files.isEmpty()) {
                // An attempt that failed before it had anything to send.
                Durable.createFolders(upload.folder());
            }
            upload.verify(files);
            place(upload, place, new StoredSpec(attempt, cell, host), status);
            removeEmptyParents(upload.folder());
            traces.committed(place.folder());
        } catch (IOException e) {
            throw CommitException.of(
                    "the result of " + attempt + " cannot be stored",
                    root(),
                    "its files stay in " + upload.folder() + "; free disk space or mend the folder; trying again",
                    e);
        }
    }

    /**
     * What an attempt's stored files say in sum. Blocks for as long as reading its samples takes.
     *
     * @return empty if its run has no result, or another attempt's
     * @throws IOException if a file cannot be read, or understood
     */
    public Optional<Measured> measure(AttemptId attempt) throws IOException {
        Optional<RunPlace.Found> found =
                RunPlace.of(folderOf(attempt.run().campaign()), attempt.run()).find();
        return found.isPresent()
                        && found.get().status() instanceof StoredStatus.Ended ended
                        && ended.attempt() == attempt.number()
                ? Optional.of(Measured.read(found.get().path(), ended))
                : Optional.empty();
    }

    private static void place(Upload upload, RunPlace place, StoredSpec spec, StoredStatus status) throws IOException {
        try {
            Durable.writeJson(upload.folder().resolve(StoreLayout.SPEC), spec);
            Durable.writeJson(upload.folder().resolve(StoreLayout.STATUS), status);
            place.put(upload.folder());
        } catch (IOException e) {
            upload.removeOurs();
            throw e;
        }
    }

    private static StoredStatus status(
            AttemptId attempt,
            HostReport host,
            Outcome outcome,
            List<ResultFile> files,
            Instant started,
            Instant ended) {
        if (outcome instanceof Outcome.Failed failed) {
            return new StoredStatus.Failed(
                    attempt.number(),
                    host.id(),
                    host.accelerator(),
                    host.driver(),
                    started,
                    ended,
                    failed.failure(),
                    files);
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return new StoredStatus.Skipped(skipped.reason());
        }
        return new StoredStatus.Completed(
                attempt.number(), host.id(), host.accelerator(), host.driver(), started, ended, files);
    }

    private static boolean isCommitted(Optional<RunPlace.Found> found, AttemptId attempt, StoredStatus status)
            throws CommitException {
        if (status instanceof StoredStatus.Skipped) {
            // A run that was skipped before, and retried, has another reason now
            return found.isPresent()
                    && (found.get().status() instanceof StoredStatus.Completed
                            || found.get().status().equals(status));
        }
        if (found.isEmpty() || !(found.get().status() instanceof StoredStatus.Ended ended)) {
            return false;
        }
        if (ended.attempt() == attempt.number()) {
            return true;
        }
        if (ended instanceof StoredStatus.Completed || ended.attempt() > attempt.number()) {
            throw new CommitException(
                    CommitException.Remedy.DROP,
                    "got the result of " + attempt + ", but attempt " + ended.attempt() + " is in the store already at "
                            + found.get().path() + "; this one is dropped");
        }
        return false;
    }

    /** Records that a run was never started. A run that has a result keeps it. Safe to call from two threads. */
    public synchronized void skipped(RunId run, String reason) throws CommitException {
        Path staged = layout.incomingSkip(run);
        try {
            RunPlace place = RunPlace.of(folderOf(run.campaign()), run);
            if (place.find().isPresent()) {
                return;
            }
            Durable.createFolders(staged);
            Durable.writeJson(staged.resolve(StoreLayout.STATUS), new StoredStatus.Skipped(reason));
            place.put(staged);
            removeEmptyParents(staged);
        } catch (IOException e) {
            throw CommitException.of(
                    "that " + run + " was skipped cannot be put into the store", root(), "make room there", e);
        }
    }

    /** Takes down what is planned for a campaign, in the place of what was before. */
    public void plan(CampaignId campaign, PackingRecord plan) throws IOException {
        Durable.writeJson(folderOf(campaign).resolve(StoreLayout.PLAN), plan);
    }

    /** Puts a JSON file into a campaign's folder, in the place of what was before; nothing if the store does not have the campaign. */
    public void attach(CampaignId campaign, String name, Object content) throws IOException {
        attach(campaign, name, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }

    /** The same of any file; {@code name} may have folders in it. */
    public void attach(CampaignId campaign, String name, byte[] content) throws IOException {
        Optional<Path> folder = reader.folder(campaign);
        if (folder.isPresent()) {
            Path file = folder.get().resolve(name);
            Durable.createFolders(file.getParent());
            Durable.write(file, content);
        }
    }

    /** What {@code plan.json} says; empty if the campaign is not packed by footprint. */
    public static Optional<PackingRecord> plan(Path campaign) throws IOException {
        Path file = campaign.resolve(StoreLayout.PLAN);
        return Files.exists(file) ? Optional.of(JsonFile.read(file, PackingRecord.class)) : Optional.empty();
    }

    /** As {@link #plan(Path)}, of a campaign of this store. */
    public Optional<PackingRecord> planned(CampaignId campaign) throws IOException {
        Optional<Path> folder = reader.folder(campaign);
        return folder.isEmpty() ? Optional.empty() : plan(folder.get());
    }

    /** A run, without a look at the others of its campaign; empty if the store has no such campaign, or it no such run. */
    public Optional<StoredRun> run(RunId run) throws IOException {
        Optional<Path> folder = reader.folder(run.campaign());
        return folder.isEmpty() ? Optional.empty() : reader.run(folder.get(), run);
    }

    /** A campaign by its id. */
    public Optional<StoredCampaign> find(CampaignId id) throws IOException {
        Optional<Path> folder = reader.folder(id);
        return folder.isEmpty() ? Optional.empty() : Optional.of(reader.read(folder.get()));
    }

    /**
     * A campaign as users name it: by its id, by its name (its latest), or {@code latest} for the latest of all.
     *
     * @return empty if there is none
     */
    public Optional<StoredCampaign> lookUp(String campaign) throws IOException {
        Optional<Path> folder = reader.lookUp(campaign);
        return folder.isEmpty() ? Optional.empty() : Optional.of(reader.read(folder.get()));
    }

    /** Ids of all campaigns, the latest first. */
    public List<String> campaigns() throws IOException {
        return reader.campaigns().stream()
                .map(path -> path.getFileName().toString())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    StoreLayout layout() {
        return layout;
    }

    /** Reads a campaign's folder, be it in this store or not. */
    public static StoredCampaign read(Path campaign) throws IOException {
        Path folder = campaign.toRealPath();
        return new StoreReader(new StoreLayout(folder.getParent().getParent())).read(folder);
    }

    /** The folder of a campaign that was created. */
    public Path folder(CampaignRecord campaign) {
        return layout.campaign(campaign.name(), campaign.id());
    }

    private Path folderOf(CampaignId id) throws IOException {
        return reader.folder(id)
                .orElseThrow(() -> new IOException("campaign " + id + " is not in " + root() + " (no */" + id
                        + "/campaign.json); was its folder moved?"));
    }
}
