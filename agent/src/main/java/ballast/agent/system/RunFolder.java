package ballast.agent.system;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of one living agent, below a root that all agents of this user share. A lock that the kernel releases when the
 * agent's process ends, in whatever way, tells living from dead.
 */
public final class RunFolder implements AutoCloseable {
    static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;

    private RunFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws FaultException of kind HOST if the folder cannot be made, or the root belongs to somebody else */
    public static RunFolder create(Path root) throws FaultException {
        try (RunRoot held = RunRoot.hold(root)) {
            Path path = Files.createTempDirectory(held.path(), "a");
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock();
            if (!lock.isValid()) {
                throw new IOException("lost the lock on " + path);
            }
            return new RunFolder(path, channel);
        } catch (IOException e) {
            throw new FaultException(
                    FailureKind.HOST, "cannot make a run folder in " + root + ": " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    /** Removes the folder and all in it. */
    @Override
    public void close() throws IOException {
        try (channel;
                RunRoot held = RunRoot.hold(path.getParent())) {
            held.remove(path);
        }
    }
}
