package ballast.coordinator.config;

import ballast.cluster.NodeAddress;
import ballast.cluster.TlsFiles;
import ballast.coordinator.config.CoordinatorSettings.Timing;
import ballast.model.Durations;
import ballast.settings.Section;
import ballast.settings.SettingsException;
import ballast.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code coordinator.yaml}. */
public final class CoordinatorFile {
    private static final int HIGHEST_PORT = 65535;
    private static final int CLUSTER_PORT = 7355;
    private static final int HTTP_PORT = 7356;
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration SILENT_AFTER = Duration.ofSeconds(10);
    private static final List<String> KEYS = List.of(
            "address",
            "cluster-port",
            "http-port",
            "store",
            "profile",
            "coordinators",
            "journal",
            "tls",
            "max-attempts",
            "lost-after");

    private CoordinatorFile() {}

    /** @throws SettingsException with everything that is wrong */
    public static CoordinatorSettings read(Path path) throws SettingsException {
        SettingsFile file = SettingsFile.open(path);
        Section top = file.top(KEYS);
        List<NodeAddress> coordinators = top.list("coordinators", "HOST:PORT", NodeAddress::parse);
        Optional<Path> store = top.required("store", "a folder", file::resolve);
        Optional<Profile> profile = profile(top, coordinators);
        LabTerms lab = LabTerms.DEFAULT.with(
                top.number("max-attempts", 1, MOST_ATTEMPTS).orElse(LabTerms.DEFAULT.maxAttempts()),
                top.value("lost-after", "a duration", Durations::parse).orElse(LabTerms.DEFAULT.lostAfter()));
        String address = top.value("address", "a host name or address", Function.identity())
                .orElse("127.0.0.1");
        Optional<TlsFiles> tls = TlsFiles.read(file, top, address);
        int clusterPort = top.number("cluster-port", 1, HIGHEST_PORT).orElse(CLUSTER_PORT);
        int httpPort = top.number("http-port", 1, HIGHEST_PORT).orElse(HTTP_PORT);
        file.check();
        return new CoordinatorSettings(
                store.orElseThrow(),
                address,
                httpPort,
                clusterPort,
                profile.orElseThrow(),
                tls,
                lab,
                Timing.DEFAULT.withSilentAfter(SILENT_AFTER));
    }

    private static Optional<Profile> profile(Section top, List<NodeAddress> coordinators) {
        String name = top.value("profile", "single or ha", text -> {
                    if (!text.equals("single") && !text.equals("ha")) {
                        throw new IllegalArgumentException("got '" + text + "', want single or ha");
                    }
                    return text;
                })
                .orElse("single");
        if (name.equals("single")) {
            return Optional.of(new Profile.Single(coordinators));
        }
        if (!top.has("journal")) {
            top.required("journal", "url, user and password-file of a PostgreSQL database", Function.identity());
        }
        return top.section("journal", List.of("url", "user", "password-file")).flatMap(journal -> {
            Optional<String> url = journal.required("url", "jdbc:postgresql://HOST/DATABASE", Function.identity());
            Optional<String> user = journal.required("user", "a database user", Function.identity());
            Optional<Path> password =
                    journal.required("password-file", "a path", Path::of).isPresent()
                            ? journal.path("password-file")
                            : Optional.empty();
            if (url.isEmpty() || user.isEmpty() || password.isEmpty()) {
                return Optional.empty();
            }
            return top.check(
                    "coordinators",
                    () -> new Profile.HighlyAvailable(coordinators, url.get(), user.get(), password.get()));
        });
    }
}
