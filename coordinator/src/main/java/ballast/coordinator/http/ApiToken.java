package ballast.coordinator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** What clients must show to change anything: one secret for each store, in a file that only the store's owner can read. */
public final class ApiToken {
    private static final int BYTES = 32;
    private static final String BEARER = "Bearer ";

    private final byte[] expected;

    private ApiToken(String token) {
        expected = (BEARER + token).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a store's token, or makes one.
     *
     * @throws IOException if the file cannot be read or written, or is empty
     */
    public static ApiToken load(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            throw new IOException(
                    file + ": got nothing, want a token; delete it while no ballast runs, a new one is made");
        }
        return new ApiToken(token);
    }

    /** By way of a second file, so that a crash leaves no half token. */
    private static void create(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n";
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                half, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** In a time that does not depend on how much of it is right. */
    boolean isShownIn(String authorization) {
        return MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
