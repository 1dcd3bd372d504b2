package ballast.coordinator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

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
        String token = new String(SecretFile.load(file, ApiToken::fresh), StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IOException(
                    file + ": got nothing, want a token; delete it while no ballast runs, a new one is made");
        }
        return new ApiToken(token);
    }

    private static byte[] fresh() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n";
        return token.getBytes(StandardCharsets.UTF_8);
    }

    /** In a time that does not depend on how much of it is right. */
    boolean isShownIn(String authorization) {
        return MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
