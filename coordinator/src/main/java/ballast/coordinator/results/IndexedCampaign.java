package ballast.coordinator.results;

import ballast.model.CampaignId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A campaign as the store's index has it.
 *
 * @param path its folder, absolute
 * @param runs all of the plan, in the plan's order
 */
public record IndexedCampaign(
        CampaignId id, String name, Instant submitted, boolean imported, Path path, List<IndexedRun> runs) {
    public IndexedCampaign {
        runs = List.copyOf(runs);
    }

    /** The folder of one of its runs; it is there unless the run waits. */
    public Path folder(IndexedRun run) {
        return path.resolve("cells").resolve(run.run().cell().value()).resolve(run.folder());
    }

    /** SHA-256 of which runs have which results: what was computed of the same state holds for this one. */
    public String state() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (IndexedRun run : runs) {
                digest.update((run.run() + " " + run.status() + " " + run.folder() + " " + run.end() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
