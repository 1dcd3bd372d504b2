package ballast.lab;

import ballast.coordinator.client.ApiClient;
import ballast.coordinator.client.ApiException;
import ballast.coordinator.client.Trust;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How a lab is used over HTTPS: by commands as processes, and looked at without them. */
final class Client {
    private static final int COMMAND_SECONDS = 120;

    private final Path folder;
    private final List<Place> coordinators;

    /** @param folder has {@code certs/ca.pem} and {@code store} */
    Client(Path folder, List<Place> coordinators) {
        this.folder = folder;
        this.coordinators = List.copyOf(coordinators);
    }

    static URI url(Place coordinator) {
        return URI.create("https://" + coordinator.address() + ":7356");
    }

    /** {@code ballast ...} with the options that name the lab; what it printed. */
    String ballast(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(
                "--coordinator",
                coordinators.stream().map(place -> url(place).toString()).collect(Collectors.joining(",")),
                "--ca",
                folder.resolve("certs/ca.pem").toString(),
                "--token-file",
                folder.resolve("store/.ballast/token").toString()));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(Node.java("ballast.coordinator.Main", all.toArray(String[]::new)))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(all + ": " + process.exitValue() + ": " + Files.readString(err));
        }
        return Files.readString(out).strip();
    }

    /** @throws ApiException if none of them is the active one */
    JsonNode get(String path) throws ApiException, IOException {
        return of(coordinators).get(path);
    }

    private ApiClient of(List<Place> places) throws IOException {
        return new ApiClient(
                places.stream().map(Client::url).toList(),
                Optional.empty(),
                Optional.of(Trust.of(folder.resolve("certs/ca.pem"))));
    }

    /** As {@link #get}, of what is no JSON. */
    String text(String path) throws ApiException, IOException {
        return of(coordinators).text(path);
    }

    /** Whether this one decides, as far as it says. */
    boolean isActive(Place coordinator) {
        try {
            return of(List.of(coordinator)).text("/ready").startsWith("ready");
        } catch (ApiException | IOException e) {
            return false;
        }
    }
}
