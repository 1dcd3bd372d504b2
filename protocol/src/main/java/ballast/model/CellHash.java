package ballast.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A cell's id: the first 12 hex digits of the SHA-256 of its content as JSON. */
final class CellHash {
    private static final int DIGITS = 12;

    private CellHash() {}

    static CellId of(Object... content) {
        try {
            String json = Json.mapper().writeValueAsString(List.of(content));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return new CellId(HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot hash a cell", e);
        }
    }
}
