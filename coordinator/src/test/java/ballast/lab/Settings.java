package ballast.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settings files of nodes, certificates and traces, in one folder. */
final class Settings {
    private final Path folder;

    /** @param folder with a short path */
    Settings(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    Path folder() {
        return folder;
    }

    /** By {@code deploy/make-certs}. */
    void certificates(String into, Map<String, Place> places) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getenv("BALLAST_HOME"), "deploy", "make-certs").toString(),
                folder.resolve(into).toString()));
        places.forEach((name, place) -> command.add(name + "=" + place.address()));
        Shell.run(command);
    }

    /** A VM that grows to 200 MiB, and shrinks. */
    void traces(int seconds) throws IOException {
        String rows = IntStream.rangeClosed(0, seconds)
                .mapToObj(second -> second + "," + (long) (200e6 * Math.sin(Math.PI * (second + 1) / (seconds + 2))))
                .collect(Collectors.joining("\n", "time,rss\n", "\n"));
        Files.writeString(Files.createDirectories(folder.resolve("traces")).resolve("default.csv"), rows);
    }

    static String tls(String certificates, String name) {
        return "tls: {ca: %1$s/ca.pem, certificate: %1$s/%2$s.pem, key: %1$s/%2$s-key.pem}\n"
                .formatted(certificates, name);
    }

    /**
     * Of an agent that plays traces back.
     *
     * @param file its own; spool and the like are named after it
     * @param host its name in the lab
     * @param more lines
     */
    Path agent(String file, String host, Place place, List<Place> coordinators, String more) throws IOException {
        String seeds = coordinators.stream()
                .map(coordinator -> "\"" + coordinator.address() + ":7355\"")
                .collect(Collectors.joining(", "));
        return Files.writeString(
                folder.resolve(file + ".yaml"), """
                host: %1$s
                address: %2$s
                coordinators: [%3$s]
                budget: 2GiB
                spool: %4$s/spool
                run-root: %4$s/run
                cache: cache
                driver: replay
                traces: traces
                %5$s""".formatted(host, place.address(), seeds, file, more));
    }

    /** @param more lines */
    Path coordinator(String file, Place place, String store, String more) throws IOException {
        return Files.writeString(folder.resolve(file + ".yaml"), """
                address: %s
                store: %s
                lost-after: 30s
                %s""".formatted(place.address(), store, more));
    }

    /** Runs that last as long as the trace. */
    Path matrix(String name, String isolation, int repetitions) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                benchmark: inflate
                isolation: %s
                repetitions: %d
                parameters: {memory: 512MiB, target: 256MiB, cores: 1, mode: virtio-mem, nofault: true,
                             kernel-arguments: tuned, iterations: 1, delay: 0s}
                """.formatted(name, isolation, repetitions));
    }
}
