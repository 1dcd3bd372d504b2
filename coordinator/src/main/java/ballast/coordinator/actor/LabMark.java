package ballast.coordinator.actor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lab's id, kept in the store beside the journal's: a journal and a store that do not belong together would commit results
 * of campaigns that the other does not know.
 */
final class LabMark {
    private static final Logger LOG = LoggerFactory.getLogger(LabMark.class);

    private final Path file;
    private final Optional<String> known;

    private LabMark(Path file, Optional<String> known) {
        this.file = file;
        this.known = known;
    }

    static LabMark read(Path store) throws StartException {
        Path file = StoreLock.internal(store).resolve("lab");
        try {
            return new LabMark(
                    file,
                    Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty());
        } catch (IOException e) {
            throw new StartException("the lab's id in " + file + " cannot be read: " + e, e);
        }
    }

    Optional<String> known() {
        return known;
    }

    /** @param ofJournal empty in a new journal */
    Optional<String> mismatch(String ofJournal) {
        if (known.isEmpty() || known.get().equals(ofJournal)) {
            return Optional.empty();
        }
        return Optional.of("the journal is " + (ofJournal.isEmpty() ? "empty" : "of lab " + ofJournal)
                + ", and the store of lab " + known.get() + " (" + file
                + "): give the journal and the store that belong together; nothing was changed");
    }

    void keep(String lab) {
        if (known.isEmpty()) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, lab + "\n", StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                LOG.warn("the lab's id cannot be kept in {}: {}", file, e.toString());
            }
        }
    }
}
