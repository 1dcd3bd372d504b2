package ballast.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;

/** Ballast as somebody else has built it: what an agent says of itself is compiled from other lines, all else is as it is here. */
final class OtherBuild {
    private static final String SOURCE = "protocol/src/main/java/ballast/message/AgentFacts.java";

    private OtherBuild() {}

    /**
     * Compiles it.
     *
     * @param folder for sources and classes
     * @param changes text for text, each once in the source
     * @return the classes, to be put before all others
     */
    static Path of(Path folder, Map<String, String> changes) throws IOException {
        String text = Files.readString(Path.of(System.getenv("BALLAST_HOME"), SOURCE));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new IllegalStateException(SOURCE + ": got no '" + change.getKey() + "'");
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        Path source = Files.writeString(Files.createDirectories(folder).resolve("AgentFacts.java"), text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-proc:none",
                        "-parameters",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        if (code != 0) {
            throw new IllegalStateException(SOURCE + ": " + said.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }
}
