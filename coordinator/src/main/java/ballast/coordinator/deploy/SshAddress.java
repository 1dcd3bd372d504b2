package ballast.coordinator.deploy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A login.
 *
 * @param port 1 to 65535
 */
public record SshAddress(String user, String host, int port) {
    static final int USUAL_PORT = 22;

    private static final Pattern TEXT = Pattern.compile("([^@\\s]+)@([^@:\\s]+|\\[[0-9a-fA-F:]+])(?::([0-9]{1,5}))?");

    /** {@code user@host} or {@code user@host:port}; empty if it is neither. */
    static Optional<SshAddress> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(3) == null ? USUAL_PORT : Integer.parseInt(matcher.group(3));
        String host = matcher.group(2).replaceAll("[\\[\\]]", "");
        return isPort(port) ? Optional.of(new SshAddress(matcher.group(1), host, port)) : Optional.empty();
    }

    static boolean isPort(long number) {
        return number >= 1 && number <= 65535;
    }

    /** As known_hosts names it: the port only where it is not the usual one. */
    String knownHostsName() {
        return port == USUAL_PORT ? host : "[" + host + "]:" + port;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
