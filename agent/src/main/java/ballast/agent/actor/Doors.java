package ballast.agent.actor;

import ballast.cluster.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Why coordinators do not let a node in, as far as their ports tell: the cluster itself only says that it could not join. */
final class Doors {
    private static final int BOUND_MS = 2000;
    /** How a connection between nodes begins, and the number of a stream. */
    private static final byte[] GREETING = "ARTR\u0001".getBytes(StandardCharsets.ISO_8859_1);
    /** What TLS answers to something else; RFC 8446, 5.1. */
    private static final int TLS_ALERT = 21;

    private static final String SILENT =
            "it answers, but has not let this host join; its log may say why, and a coordinator that starts takes its time";

    private Doors() {}

    /**
     * Blocks for some seconds.
     *
     * @param tls what this node speaks; empty: plain TCP
     */
    static String look(List<NodeAddress> coordinators, Optional<SSLContext> tls) {
        return coordinators.stream()
                .map(coordinator -> "coordinator " + coordinator + ": " + look(coordinator, tls))
                .collect(Collectors.joining("; "));
    }

    private static String look(NodeAddress coordinator, Optional<SSLContext> tls) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(coordinator.host(), coordinator.port()), BOUND_MS);
            socket.setSoTimeout(BOUND_MS);
            return tls.isPresent() ? shake(coordinator, socket, tls.get()) : greet(socket);
        } catch (SSLException e) {
            return "got '" + e.getMessage()
                    + "', want certificates of one authority on both sides (tls.ca, tls.certificate);"
                    + " or it speaks no TLS";
        } catch (SocketTimeoutException e) {
            return "no answer in " + BOUND_MS / 1000
                    + " s; is it the right address, and does the network let it through?";
        } catch (ConnectException e) {
            return "nobody listens there (" + e.getMessage() + "); start it, or set coordinators to where it is";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String shake(NodeAddress coordinator, Socket socket, SSLContext tls) throws IOException {
        try (SSLSocket secure =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, coordinator.host(), coordinator.port(), true)) {
            secure.startHandshake();
            return heard(secure.getInputStream()).isEmpty()
                    ? "it closes the connection: it does not take this host's certificate (tls.certificate)"
                    : SILENT;
        }
    }

    private static String greet(Socket socket) throws IOException {
        socket.getOutputStream().write(GREETING);
        Optional<Integer> answer = heard(socket.getInputStream());
        return answer.isEmpty() || answer.get() == TLS_ALERT
                ? "it wants TLS, and this agent's settings have no tls; make a certificate by deploy/make-certs"
                : SILENT;
    }

    /** The first byte, or 0 if nothing comes; empty if the connection is closed. */
    private static Optional<Integer> heard(InputStream in) throws IOException {
        try {
            int first = in.read();
            return first < 0 ? Optional.empty() : Optional.of(first);
        } catch (SocketTimeoutException e) {
            return Optional.of(0);
        }
    }
}
