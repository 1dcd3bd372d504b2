package ballast.agent.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, for error reports. */
public final class Tail {
    private static final int LINES = 20;
    private static final int BYTES = 8192;

    private Tail() {}

    /** At most 20 lines; none if the file is missing. */
    public static List<String> of(Path file) {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(BYTES, in.length())];
            in.seek(in.length() - bytes.length);
            in.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::stripTrailing)
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
