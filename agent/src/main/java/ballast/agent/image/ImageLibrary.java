package ballast.agent.image;

import ballast.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The images that were built on this host: folders beside each other in the cache. */
public record ImageLibrary(Path folder) {
    private static final String DESCRIPTION = "image.json";

    /** By name, the newest first; folders without a readable description are passed over: they are being built. */
    public List<StoredImage> all() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        List<StoredImage> images = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path image : folders.filter(each -> Files.isReadable(each.resolve(DESCRIPTION)))
                    .toList()) {
                images.add(StoredImage.of(
                        image, Json.mapper().readTree(image.resolve(DESCRIPTION).toFile())));
            }
        }
        images.sort(Comparator.comparing(StoredImage::name)
                .thenComparing(StoredImage::built, Comparator.reverseOrder())
                .thenComparing(StoredImage::hash));
        return images;
    }

    /** The newest of the images with this name. */
    public Optional<StoredImage> newest(String name) throws IOException {
        return all().stream().filter(image -> image.name().equals(name)).findFirst();
    }
}
