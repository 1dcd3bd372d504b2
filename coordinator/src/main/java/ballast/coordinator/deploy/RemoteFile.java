package ballast.coordinator.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as it is to be on a host.
 *
 * @param path absolute, there
 * @param digest SHA-256 of its content in hexadecimal
 */
record RemoteFile(String path, Mode mode, Content content, String digest) {
    /** Who may do what with it. */
    enum Mode {
        READABLE(0644),
        EXECUTABLE(0755),
        SECRET(0600);

        private final int bits;

        Mode(int bits) {
            this.bits = bits;
        }

        int bits() {
            return bits;
        }
    }

    /** Where its bytes come from. */
    sealed interface Content {
        record Local(Path file) implements Content {}

        record Text(String text) implements Content {}
    }

    RemoteFile {
        // sha256sum writes such names in another way, and a line could not hold them.
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c < ' ' || c == '\\')) {
            throw new IllegalArgumentException(
                    "file name: got '" + path + "', want an absolute path without control characters or '\\'");
        }
    }

    static RemoteFile of(String path, Mode mode, Path local) throws IOException {
        return new RemoteFile(path, mode, new Content.Local(local), Sha256.of(local));
    }

    static RemoteFile of(String path, Mode mode, String text) {
        return new RemoteFile(path, mode, new Content.Text(text), Sha256.of(text));
    }

    String folder() {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }

    /** In bytes. */
    long size() throws IOException {
        return content instanceof Content.Local local
                ? Files.size(local.file())
                : ((Content.Text) content).text().getBytes(StandardCharsets.UTF_8).length;
    }

    InputStream open() throws IOException {
        return content instanceof Content.Local local
                ? Files.newInputStream(local.file())
                : new ByteArrayInputStream(((Content.Text) content).text().getBytes(StandardCharsets.UTF_8));
    }
}
