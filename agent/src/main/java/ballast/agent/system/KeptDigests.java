package ballast.agent.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files' SHA-256, kept from one start to the next: a file is read again when its size or time has changed. */
public final class KeptDigests {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDigests.class);

    private final Findings findings;

    /** @param cache the agent's folder for findings */
    public KeptDigests(Path cache) {
        findings = new Findings(cache.resolve("digests"), "");
    }

    /**
     * In hexadecimal. Blocks.
     *
     * @throws IOException if the file cannot be read
     */
    public String of(Path file) throws IOException {
        Optional<List<String>> kept = findings.about(file).filter(lines -> lines.size() == 1);
        if (kept.isPresent()) {
            return kept.get().get(0);
        }
        String digest = Sha256.of(file);
        try {
            findings.keep(file, List.of(digest));
        } catch (IOException e) {
            LOG.warn("the digest of {} cannot be kept, it is read again next time: {}", file, e.toString());
        }
        return digest;
    }
}
