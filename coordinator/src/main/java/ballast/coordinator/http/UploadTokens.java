package ballast.coordinator.http;

import ballast.model.AttemptId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bearer tokens for uploads, one per attempt: the HMAC-SHA256 of its id with this store's secret. So they need not be kept and
 * are the same after a coordinator's restart.
 */
public final class UploadTokens {
    private static final int SECRET_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    UploadTokens(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Reads the secret of a store, or makes one that only this user can read.
     *
     * @throws IOException if the file cannot be read or written, or is damaged
     */
    public static UploadTokens load(Path file) throws IOException {
        byte[] secret = SecretFile.load(file, UploadTokens::fresh);
        if (secret.length != SECRET_BYTES) {
            throw new IOException(file + ": got " + secret.length + " bytes, want " + SECRET_BYTES
                    + "; delete it while no ballast runs, a new one is made");
        }
        return new UploadTokens(secret);
    }

    private static byte[] fresh() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    public String of(AttemptId attempt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(attempt.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }

    /** In a time that does not depend on how much of it is right. */
    boolean matches(AttemptId attempt, String token) {
        return MessageDigest.isEqual(
                of(attempt).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
