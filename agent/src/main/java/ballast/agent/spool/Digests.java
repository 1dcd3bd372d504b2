package ballast.agent.spool;

import ballast.agent.system.Sha256;
import ballast.model.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lists a folder's files with their sizes and SHA-256. */
final class Digests {
    private Digests() {}

    static List<ResultFile> of(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<ResultFile> files = new ArrayList<>();
        for (Path path : paths) {
            String name = folder.relativize(path).toString();
            files.add(new ResultFile(name, Files.size(path), Sha256.of(path)));
        }
        return files;
    }
}
