package ballast.coordinator.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which campaigns and runs a store holds, and how they ended, without reading each run's files: {@code .ballast/index/ID.tsv} keeps what was
 * found of a campaign, and the times at which its folders last changed tell what has to be read anew. So it is always up to date, whoever wrote the
 * store, and may be removed at any time. Several processes may use one; where it cannot be written it is only slower. Blocks on the disk.
 */
public final class StoreIndex {
    private static final Comparator<Path> LATEST_FIRST = Comparator.comparing(
                    (Path folder) -> folder.getFileName().toString())
            .reversed();

    private final StoreLayout layout;
    private final StoreReader reader;

    StoreIndex(StoreLayout layout, StoreReader reader) {
        this.layout = layout;
        this.reader = reader;
    }

    /**
     * What was found.
     *
     * @param campaigns the latest first
     * @param problems files that could not be read, a line each: a run of which counts as waiting, a campaign is left out
     */
    public record Found(List<IndexedCampaign> campaigns, List<String> problems) {
        public Found {
            campaigns = List.copyOf(campaigns);
            problems = List.copyOf(problems);
        }
    }

    /** All campaigns. */
    public Found all() throws IOException {
        return of(reader.campaigns().stream().sorted(LATEST_FIRST).toList());
    }

    /** One, as users name it, see {@link ResultStore#lookUp}; none if there is none of that name. */
    public Found find(String campaign) throws IOException {
        return of(reader.lookUp(campaign).stream().toList());
    }

    /**
     * All campaigns, the latest first, with how many runs stand how.
     *
     * @param problems takes what could not be read, a line each
     */
    public List<CampaignCounts> counts(List<String> problems) throws IOException {
        List<CampaignCounts> counts = new ArrayList<>();
        for (Path folder : reader.campaigns().stream().sorted(LATEST_FIRST).toList()) {
            try {
                counts.add(new CampaignIndex(folder, this, problems).count());
            } catch (IOException | IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        return counts;
    }

    private Found of(List<Path> folders) {
        List<IndexedCampaign> campaigns = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            try {
                campaigns.add(new CampaignIndex(folder, this, problems).read());
            } catch (IOException | IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        return new Found(campaigns, problems);
    }

    /** Where something may be kept that can be computed again of a campaign. */
    public Path place(IndexedCampaign campaign, String suffix) {
        return place(campaign.path(), suffix);
    }

    Path place(Path campaign, String suffix) {
        return layout.index().resolve(campaign.getFileName() + suffix);
    }

    /** Keeps it there, whole or not at all. What cannot be kept is computed again. */
    public void keep(Path place, byte[] content) {
        try {
            Files.createDirectories(place.getParent());
            Path unfinished = Files.createTempFile(place.getParent(), "unfinished", null);
            try {
                Files.write(unfinished, content);
                Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            // a store that others own, or a full disk: nothing rests on it
        }
    }
}
