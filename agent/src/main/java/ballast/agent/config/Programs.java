package ballast.agent.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Programs by name. */
public final class Programs {
    private Programs() {}

    /** As a shell finds it; not found, the name itself, so that the message names what was asked for. */
    public static Path find(String name, Map<String, String> environment) {
        if (name.contains("/")) {
            return Path.of(name).toAbsolutePath();
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(name));
    }
}
