package ballast.agent.image;

import ballast.agent.system.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An image in the cache, as its {@code image.json} describes it; whether it can boot was not looked at.
 *
 * @param provides what workloads may need of it
 * @param bytes what its files occupy on the disk of this host
 * @param digests of its files, {@code sha256:…}, by their names
 */
public record StoredImage(
        Path folder,
        String name,
        String hash,
        String kernelVersion,
        List<String> provides,
        long bytes,
        Instant built,
        Map<String, String> digests) {
    private static final String ALGORITHM = "sha256:";

    public StoredImage {
        provides = List.copyOf(provides);
        digests = Map.copyOf(digests);
    }

    public boolean providesAll(Set<String> needs) {
        return provides.containsAll(needs);
    }

    static StoredImage of(Path folder, JsonNode description) throws IOException {
        List<String> provides = new ArrayList<>();
        description.path("provides").forEach(word -> provides.add(word.asText()));
        Map<String, String> digests = new TreeMap<>();
        description
                .path("files")
                .properties()
                .forEach(file -> digests.put(file.getKey(), file.getValue().asText()));
        long bytes = 0;
        for (String file : digests.keySet()) {
            Path path = folder.resolve(file);
            bytes += Files.exists(path) ? Files.size(path) : 0;
        }
        return new StoredImage(
                folder,
                description.path("name").asText(),
                description.path("hash").asText(),
                description.path("kernelVersion").asText(),
                provides,
                bytes,
                Files.getLastModifiedTime(folder.resolve("image.json")).toInstant(),
                digests);
    }

    /**
     * Reads all its files again.
     *
     * @return what is not as it was built, a line each; empty if all is well
     */
    public List<String> verify() {
        List<String> problems = new ArrayList<>();
        if (digests.isEmpty()) {
            problems.add(folder.resolve("image.json") + ": files: got none, want each file with its digest");
        }
        digests.keySet().stream().sorted().forEach(name -> {
            Path file = folder.resolve(name);
            try {
                String found = ALGORITHM + Sha256.of(file);
                if (!found.equals(digests.get(name))) {
                    problems.add(file + ": got " + found + ", want " + digests.get(name));
                }
            } catch (IOException e) {
                problems.add(file + ": " + (Files.notExists(file) ? "no such file" : e.toString()));
            }
        });
        return problems;
    }
}
