package ballast.cluster;

import ballast.settings.Section;
import ballast.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A node's certificate, and whose certificates it trusts; PEM.
 *
 * @param ca certificate of the authority that signs the lab's nodes
 * @param certificate this node's, for server and client
 * @param key its key, PKCS#8
 */
public record TlsFiles(Path ca, Path certificate, Path key) {
    private static final String LOOPBACK = "localhost|127\\.[0-9.]+|::1|\\[::1]";

    /**
     * What a settings file says below {@code tls}; empty if it says nothing or is wrong there. Whoever reaches a node's port without
     * being asked for a certificate can command it: so that only a node on loopback may do without.
     *
     * @param address where the node listens
     */
    public static Optional<TlsFiles> read(SettingsFile file, Section top, String address) {
        if (!top.has("tls") && !address.matches(LOOPBACK)) {
            top.required(
                    "tls",
                    "{ca, certificate, key} of deploy/make-certs, since 'address' is " + address + " and not loopback",
                    Function.identity());
        }
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
