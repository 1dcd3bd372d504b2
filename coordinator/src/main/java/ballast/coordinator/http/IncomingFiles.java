package ballast.coordinator.http;

import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Uploaded files that are not committed yet, each attempt's in a folder of its own. Once {@link #receive} returns, the file is on the
 * disk under its name; before, it is in another folder, so that a crash leaves nothing strange among an attempt's files. Blocks.
 */
public final class IncomingFiles {
    private static final int BUFFER_BYTES = 64 * 1024;
    /** How often a folder is made again that a commit next to it took away as empty. */
    private static final int MOVES = 5;

    /** How a new file is opened: a seam for tests of full disks. */
    @FunctionalInterface
    interface Opener {
        FileChannel create(Path file) throws IOException;
    }

    private final Function<AttemptId, Path> folders;
    private final Path partial;
    private final Opener opener;

    /**
     * Removes what an earlier coordinator had received half.
     *
     * @param folders where an attempt's files go; made as needed
     * @param partial for files that are not there yet as a whole; of nobody else, and in the same file system
     */
    public static IncomingFiles open(Function<AttemptId, Path> folders, Path partial) throws IOException {
        Files.createDirectories(partial);
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(partial)) {
            for (Path half : halves) {
                Files.delete(half);
            }
        }
        return new IncomingFiles(
                folders,
                partial,
                file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    IncomingFiles(Function<AttemptId, Path> folders, Path partial, Opener opener) {
        this.folders = folders;
        this.partial = partial;
        this.opener = opener;
    }

    /**
     * Keeps one file; an earlier one of that name is replaced.
     *
     * @param path its parts, below the attempt's folder
     * @param sha256 of the content in hex; blank if the sender did not say
     * @throws UploadRefused if it was not kept
     * @throws IOException if {@code body} cannot be read to its end
     */
    public void receive(AttemptId attempt, List<String> path, String sha256, InputStream body)
            throws UploadRefused, IOException {
        Path target = target(attempt, path);
        Path half = partial.resolve(UUID.randomUUID().toString());
        try {
            requireSame(sha256, write(half, body), target);
            move(half, target);
            syncFolder(target.getParent());
        } catch (BrokenBodyException e) {
            throw new IOException("the upload of " + target + " broke off", e.getCause());
        } catch (IOException e) {
            throw new UploadRefused(UploadRefused.Reason.NOT_STORED, notStored(target, e), e);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static void move(Path half, Path target) throws IOException {
        for (int tries = 1; ; tries++) {
            Files.createDirectories(target.getParent());
            try {
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (NoSuchFileException e) {
                if (tries == MOVES) {
                    throw e;
                }
            }
        }
    }

    private Path target(AttemptId attempt, List<String> path) throws UploadRefused {
        if (path.isEmpty()) {
            throw new UploadRefused(UploadRefused.Reason.BAD_PATH, "a file name is missing");
        }
        Path target = folders.apply(attempt);
        try {
            for (String part : path) {
                target = target.resolve(Names.requirePathSafe("path", part));
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new UploadRefused(UploadRefused.Reason.BAD_PATH, e.getMessage(), e);
        }
    }

    /** @return the SHA-256 of what was written, in hex */
    private String write(Path file, InputStream body) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = opener.create(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            var in = new DigestInputStream(body, digest);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                out.write(buffer, 0, count);
            }
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int read(InputStream in, byte[] buffer) throws BrokenBodyException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BrokenBodyException(e);
        }
    }

    private static void requireSame(String declared, String actual, Path file) throws UploadRefused {
        if (!declared.isBlank() && !declared.equalsIgnoreCase(actual)) {
            throw new UploadRefused(
                    UploadRefused.Reason.MISMATCH,
                    file.getFileName() + ": got content with sha256 " + actual + ", want " + declared
                            + " as declared; it was damaged on its way, send it again");
        }
    }

    /** The new name is safe only when its folder is. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private String notStored(Path file, IOException cause) {
        String free;
        try {
            free = new ByteSize(Files.getFileStore(partial).getUsableSpace()).toHumanText();
        } catch (IOException e) {
            free = "unknown";
        }
        return "cannot keep " + file + ": " + cause.getMessage() + " (free space there: " + free
                + "); the agent keeps the result and tries again";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The sender's fault, not the disk's. */
    private static final class BrokenBodyException extends IOException {
        private static final long serialVersionUID = 1;

        BrokenBodyException(IOException cause) {
            super(cause);
        }
    }
}
