package ballast.agent.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The root of all run folders of this user, checked and held exclusively: agents that begin, end and look for left-overs do so
 * one after the other, so that none takes a folder that another is just making or removing for that of a dead agent.
 */
final class RunRoot implements AutoCloseable {
    private static final String LOCK = "lock";

    /** The kernel's lock tells processes apart, not the threads of one. */
    private static final ReentrantLock OF_THIS_JVM = new ReentrantLock();

    private final Path path;
    private final FileChannel channel;

    private RunRoot(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the root where it is missing, checks it, and waits until nobody else holds it.
     *
     * @throws IOException if it cannot be made, is no folder or somebody else's, or has a path that QEMU would misread
     */
    static RunRoot hold(Path root) throws IOException {
        checkPath(root);
        Files.createDirectories(root);
        checkOwner(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        OF_THIS_JVM.lock();
        try {
            return new RunRoot(root, locked(root.resolve(LOCK)));
        } catch (IOException e) {
            OF_THIS_JVM.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (!channel.lock().isValid()) {
                throw new IOException("lost the lock " + file);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** QEMU's {@code -chardev} and {@code -qmp} take a comma for the end of the path. */
    private static void checkPath(Path root) throws IOException {
        if (root.toString().contains(",")) {
            throw new IOException("its path has a comma, which QEMU's options cannot hold");
        }
    }

    /** Others on this machine may have made a folder or a link of that name first; what lies there is not for us. */
    private static void checkOwner(Path root) throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is a link, want a folder");
        }
        var owner = Files.getOwner(root, LinkOption.NOFOLLOW_LINKS);
        var self = Files.getOwner(Path.of("/proc/self"));
        if (!owner.equals(self)) {
            throw new IOException("it belongs to " + owner + ", want " + self);
        }
    }

    Path path() {
        return path;
    }

    /** Removes an agent's folder while nobody looks. */
    void remove(Path folder) throws IOException {
        if (!folder.startsWith(path)) {
            throw new IllegalArgumentException(folder + " is not below " + path);
        }
        Leftovers.delete(folder);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            OF_THIS_JVM.unlock();
        }
    }
}
