package ballast.coordinator.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The text of a matrix, or of a file that it names; the one class of this package that reads files.
 *
 * @param name how messages call it: the file as the user named it
 */
public record MatrixSource(String name, String text) {
    private static final long LARGEST = 1L << 20;

    /** @throws MatrixException if it is not there, cannot be read, is not UTF-8, or is larger than 1 MiB */
    public static MatrixSource ofFile(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw unreadable(file, "larger than 1 MiB: is it the right file?");
            }
            return new MatrixSource(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, Files.isDirectory(file) ? "a folder" : e.toString());
        }
    }

    /** As {@link #ofFile}, but empty if there is no such file. */
    static Optional<MatrixSource> find(String file) {
        Path path = Path.of(file);
        return Files.notExists(path) ? Optional.empty() : Optional.of(ofFile(path));
    }

    /**
     * Another file, its path relative to the folder of this one.
     *
     * @throws MatrixException as {@link #ofFile}
     */
    MatrixSource beside(String file) {
        return ofFile(Path.of(name).resolveSibling(file).normalize());
    }

    /** A file of the program's own jar. */
    static MatrixSource ofResource(String name, String resource) {
        try (InputStream in = MatrixSource.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program's jar lacks " + resource);
            }
            return new MatrixSource(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the program's jar", e);
        }
    }

    private static MatrixException unreadable(Path file, String why) {
        return new MatrixException(List.of(new Problem(file.toString(), 0, "cannot be read: " + why)));
    }
}
