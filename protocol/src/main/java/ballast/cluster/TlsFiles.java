package ballast.cluster;

import ballast.settings.Section;
import ballast.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A node's certificate, and whose certificates it trusts; PEM.
 *
 * @param ca certificate of the authority that signs the lab's nodes
 * @param certificate this node's, for server and client
 * @param key its key, PKCS#8
 */
public record TlsFiles(Path ca, Path certificate, Path key) {
    /** What a settings file says below {@code tls}; empty if it says nothing or is wrong there. */
    public static Optional<TlsFiles> read(SettingsFile file, Section top) {
        return top.section("tls", List.of("ca", "certificate", "key")).flatMap(tls -> {
            Optional<Path> ca = tls.required("ca", "a PEM file", file::resolve);
            Optional<Path> certificate = tls.required("certificate", "a PEM file", file::resolve);
            Optional<Path> key = tls.required("key", "a PEM file", file::resolve);
            return ca.isPresent() && certificate.isPresent() && key.isPresent()
                    ? Optional.of(new TlsFiles(ca.get(), certificate.get(), key.get()))
                    : Optional.empty();
        });
    }
}
