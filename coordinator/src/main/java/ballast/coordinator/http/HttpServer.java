package ballast.coordinator.http;

import ballast.model.AttemptId;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;

/** The coordinator's HTTP port. */
public final class HttpServer {
    private final ServerBinding binding;
    private final UploadTokens tokens;
    private final URI uri;

    private HttpServer(ServerBinding binding, UploadTokens tokens, String scheme, String host) {
        this.binding = binding;
        this.tokens = tokens;
        uri = URI.create(scheme + "://" + host + ":" + binding.localAddress().getPort());
    }

    /**
     * What is served.
     *
     * @param metrics the text of {@code /metrics}
     * @param ready whether {@code /ready} says yes: whether this node decides
     * @param api all below {@code /api}
     */
    public record Content(
            Supplier<String> metrics, BooleanSupplier ready, IncomingFiles incoming, UploadTokens tokens, Api api) {}

    /**
     * Binds.
     *
     * @param port 0 for one that the kernel picks
     * @param tls for HTTPS; empty: plain HTTP
     * @return fails if the port is taken
     */
    public static CompletionStage<HttpServer> bind(
            ActorSystem<?> system, String host, int port, Optional<SSLContext> tls, Content content) {
        ServerBuilder server = Http.get(system).newServerAt(host, port);
        return tls.map(context -> server.enableHttps(ConnectionContext.httpsServer(context)))
                .orElse(server)
                .bind(new Requests(system, content)::handle)
                .thenApply(
                        binding -> new HttpServer(binding, content.tokens(), tls.isPresent() ? "https" : "http", host));
    }

    /** Of the server, without a slash at its end. */
    public URI uri() {
        return uri;
    }

    /** Where an attempt's files go: {@code PUT <this>/<path>}. */
    public String uploadUri(AttemptId attempt) {
        return uri + UploadAddress.path(attempt);
    }

    /** What the agent must show there. Not to be logged. */
    public String uploadToken(AttemptId attempt) {
        return tokens.of(attempt);
    }

    /** Takes no new connections, and lets running uploads end within {@code patience}. */
    public CompletionStage<?> close(Duration patience) {
        return binding.terminate(patience);
    }
}
