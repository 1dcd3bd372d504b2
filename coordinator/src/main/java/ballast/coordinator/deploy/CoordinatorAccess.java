package ballast.coordinator.deploy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to ask the coordinator.
 *
 * @param urls of its HTTP; of several the first that is active
 * @param tokenFile of the token that drain and undrain need
 * @param ca certificate authority of its HTTPS, PEM; empty: those that Java trusts
 */
public record CoordinatorAccess(List<URI> urls, Optional<Path> tokenFile, Optional<Path> ca) {
    public CoordinatorAccess {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("http: got none, want a URL");
        }
    }
}
