package ballast.coordinator.results;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something could not be put into the store. The store and the uploaded files are as before; the message is for users. */
public final class CommitException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is to be done about it. */
    public enum Remedy {
        /** Try again later: the disk is full or cannot be written; the files are as they must be. */
        RETRY,
        /** Files are missing or damaged: throw away what came, and let the agent send all of them again. */
        RESEND,
        /** The run has another result already: this one is not wanted. */
        DROP
    }

    private final Remedy remedy;

    public CommitException(Remedy remedy, String message) {
        super(message);
        this.remedy = remedy;
    }

    private CommitException(String message, IOException cause) {
        super(message, cause);
        remedy = Remedy.RETRY;
    }

    public Remedy remedy() {
        return remedy;
    }

    /**
     * The disk's fault, to be tried again.
     *
     * @param what was to be done
     * @param where the nearest existing folder of it tells how much room is left
     * @param advice what the user can do
     */
    static CommitException of(String what, Path where, String advice, IOException cause) {
        return new CommitException(what + ": " + reason(cause) + room(where) + "; " + advice, cause);
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getFile() != null) {
            String why = file.getReason() == null ? e.getClass().getSimpleName() : file.getReason();
            String other = file.getOtherFile() == null ? "" : " → " + file.getOtherFile();
            return file.getFile() + other + ": " + why;
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** A full disk reports itself in many ways; the free bytes beside any failure tell it at a glance. */
    private static String room(Path where) {
        for (Path folder = where.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                try {
                    long free = Files.getFileStore(folder).getUsableSpace();
                    return " (" + new ballast.model.ByteSize(free).toHumanText() + " free at " + folder + ")";
                } catch (IOException e) {
                    return "";
                }
            }
        }
        return "";
    }
}
