package ballast.coordinator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** A secret of a store, in a file that only the store's owner can read. Several coordinators may make it at the same time. */
final class SecretFile {
    private SecretFile() {}

    /**
     * Reads it, or makes it. Whoever makes it does so under a name of its own and then links it: so there is never half of one, and
     * all read the one that was first.
     *
     * @throws IOException if it cannot be read or written
     */
    static byte[] load(Path file, Supplier<byte[]> fresh) throws IOException {
        if (!Files.exists(file)) {
            create(file, fresh.get());
        }
        return Files.readAllBytes(file);
    }

    private static void create(Path file, byte[] secret) throws IOException {
        Path own = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            try (var channel = Files.newByteChannel(
                    own, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
                channel.write(ByteBuffer.wrap(secret));
            }
            Files.createLink(file, own);
        } catch (FileAlreadyExistsException e) {
            // another coordinator was faster
        } finally {
            Files.deleteIfExists(own);
        }
    }
}
