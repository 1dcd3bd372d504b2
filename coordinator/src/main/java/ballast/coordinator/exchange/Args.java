package ballast.coordinator.exchange;

import ballast.model.ByteSize;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;

/** The options in a {@code meta.json}; each reader says what it got and what it wants. */
record Args(JsonNode json) {
    boolean isSet(String key) {
        return json.hasNonNull(key);
    }

    boolean flag(String key) {
        return json.path(key).asBoolean(false);
    }

    String text(String key) {
        if (!json.path(key).isTextual()) {
            throw wrong(key, "a text");
        }
        return json.get(key).asText();
    }

    int integer(String key) {
        if (!json.path(key).canConvertToInt() || !json.path(key).isIntegralNumber()) {
            throw wrong(key, "a whole number");
        }
        return json.get(key).intValue();
    }

    int integer(String key, int otherwise) {
        return isSet(key) ? integer(key) : otherwise;
    }

    /** In GiB there. */
    ByteSize gib(String key) {
        BigDecimal gib = number(key);
        try {
            return new ByteSize(gib.multiply(BigDecimal.valueOf(1L << 30)).longValueExact());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": got " + gib + ", want GiB, 0 or more", e);
        }
    }

    Duration seconds(String key, int otherwise) {
        BigDecimal seconds = isSet(key) ? number(key) : BigDecimal.valueOf(otherwise);
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    private BigDecimal number(String key) {
        if (!json.path(key).isNumber()) {
            throw wrong(key, "a number");
        }
        return json.get(key).decimalValue();
    }

    private IllegalArgumentException wrong(String key, String wanted) {
        String got = json.has(key) ? json.get(key).toString() : "nothing";
        return new IllegalArgumentException(key + ": got " + got + ", want " + wanted);
    }
}
