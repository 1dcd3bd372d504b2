package ballast.coordinator.http;

import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Uploaded files that are not committed yet, in {@code <root>/<campaign>/<cell>/rep-<n>/attempt-<k>/<path>}. Once {@link #receive}
 * returns, the file is on the disk under its name; before, it has a temporary one. Blocks.
 */
public final class IncomingFiles {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** How a new file is opened: a seam for tests of full disks. */
    @FunctionalInterface
    interface Opener {
        FileChannel create(Path file) throws IOException;
    }

    private final Path root;
    private final Opener opener;

    public IncomingFiles(Path root) {
        this(root, file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    IncomingFiles(Path root, Opener opener) {
        this.root = root;
        this.opener = opener;
    }

    /** Where an attempt's files are; it may not exist. */
    public Path folder(AttemptId attempt) {
        return root.resolve(attempt.run().campaign().value())
                .resolve(attempt.run().cell().value())
                .resolve("rep-" + attempt.run().repetition())
                .resolve("attempt-" + attempt.number());
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
        Path half = null;
        try {
            Files.createDirectories(target.getParent());
            // a name that no upload can have, and another one for each try
            half = target.resolveSibling(".upload-" + UUID.randomUUID());
            requireSame(sha256, write(half, body), target);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(target.getParent());
        } catch (BrokenBodyException e) {
            throw new IOException("the upload of " + target + " broke off", e.getCause());
        } catch (IOException e) {
            throw new UploadRefused(UploadRefused.Reason.NOT_STORED, notStored(target, e), e);
        } finally {
            if (half != null) {
                Files.deleteIfExists(half);
            }
        }
    }

    private Path target(AttemptId attempt, List<String> path) throws UploadRefused {
        if (path.isEmpty()) {
            throw new UploadRefused(UploadRefused.Reason.BAD_PATH, "a file name is missing");
        }
        Path target = folder(attempt);
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
            free = new ByteSize(Files.getFileStore(root).getUsableSpace()).toHumanText();
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
