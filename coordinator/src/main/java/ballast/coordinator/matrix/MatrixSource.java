package ballast.coordinator.matrix;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a matrix.
 *
 * @param name how messages call it: the file as the user named it
 */
public record MatrixSource(String name, String text) {
    private static final long LARGEST = 1L << 20;

    /** @throws MatrixException if it is not there, cannot be read, is not UTF-8, or is larger than 1 MiB */
    public static MatrixSource ofFile(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw unreadable(file, "larger than 1 MiB: is it a matrix?");
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

    private static MatrixException unreadable(Path file, String why) {
        return new MatrixException(List.of(new Problem(file.toString(), 0, "cannot read the matrix: " + why)));
    }
}
