package ballast.agent.vfio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The one way by which anything here changes the host. */
public interface SysfsWriter {
    /** Returns once the kernel has done what the text tells it, or throws with the kernel's reason. */
    void write(Path file, String text) throws IOException;

    /** The kernel's, as {@code echo >} does it; what is not there is not created. */
    static SysfsWriter real() {
        return (file, text) ->
                Files.writeString(file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
