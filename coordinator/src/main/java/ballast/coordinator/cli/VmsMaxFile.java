package ballast.coordinator.cli;

import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.results.ResultStore;
import ballast.model.CampaignId;
import ballast.model.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code vms-max.json}: a search, in the folder of each campaign that it has run, so that any of them tells all and can go on with it. */
final class VmsMaxFile {
    static final String NAME = "vms-max.json";

    private final ResultStore store;

    VmsMaxFile(ResultStore store) {
        this.store = store;
    }

    void write(VmsMax search) throws IOException {
        ObjectNode document = VmsMaxJson.document(search, store);
        for (CampaignId campaign : search.campaigns()) {
            store.attach(campaign, NAME, document);
        }
    }

    /**
     * The search that a campaign belongs to, if something of it is left to do.
     *
     * @param campaign id, name or {@code latest}
     */
    static Optional<VmsMax> unfinished(ResultStore store, String campaign) throws IOException {
        Optional<Path> file = store.lookUp(campaign)
                .map(stored -> stored.path().resolve(NAME))
                .filter(Files::exists);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            VmsMax search = Json.mapper().readValue(file.get().toFile(), VmsMax.class);
            return Optional.of(search)
                    .filter(read -> read.open().isPresent() || read.next().isPresent());
        } catch (IOException e) {
            throw new IOException(file.get() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
