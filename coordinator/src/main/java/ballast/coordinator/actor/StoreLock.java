package ballast.coordinator.actor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One coordinator per store. The kernel gives the lock back when the process ends in any way; the file stays, and holds the
 * number of the process that has or had it.
 */
final class StoreLock implements AutoCloseable {
    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the store's own folder if needed, and locks it.
     *
     * @throws StartException if another has it, or the store cannot be written
     */
    static StoreLock take(Path store) throws StartException {
        Path file = internal(store).resolve("lock");
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return lock(store, file, channel);
        } catch (IOException e) {
            throw new StartException("store " + store + " cannot be written: " + e, e);
        }
    }

    /** The coordinator's own files in a store. */
    static Path internal(Path store) {
        return store.resolve(".ballast");
    }

    private static StoreLock lock(Path store, Path file, FileChannel channel) throws IOException, StartException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // this very process has it
        }
        if (lock == null) {
            channel.close();
            throw new StartException("store " + store + " is in use by another ballast (pid "
                    + Files.readString(file).strip() + "); wait for it, end it, or give another --store");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
        return new StoreLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
