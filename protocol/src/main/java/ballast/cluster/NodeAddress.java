package ballast.cluster;

/**
 * Where a node of the cluster listens.
 *
 * @param port 1 to 65535; 0 for this node itself: one that the kernel picks
 */
public record NodeAddress(String host, int port) {
    private static final int HIGHEST = 65535;

    public NodeAddress {
        if (host.isBlank() || port < 0 || port > HIGHEST) {
            throw new IllegalArgumentException("got '" + host + ":" + port + "', want HOST:PORT");
        }
    }

    /** @throws IllegalArgumentException unless it is {@code HOST:PORT} */
    public static NodeAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException("got '" + text + "', want HOST:PORT");
        }
        return new NodeAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /** The same host, and the kernel picks the port. */
    public NodeAddress withAnyPort() {
        return new NodeAddress(host, 0);
    }

    /** As the cluster writes it. */
    public String uri() {
        return "pekko://ballast@" + this;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
