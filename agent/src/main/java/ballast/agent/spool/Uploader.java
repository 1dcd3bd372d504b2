package ballast.agent.spool;

import ballast.model.ResultFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Sends an attempt's files to the coordinator, {@code PUT <uri>/<path>} each. */
public final class Uploader {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PER_FILE = Duration.ofMinutes(10);

    private final HttpClient client;
    private final Spool spool;

    /** @param tls for coordinators that speak HTTPS */
    public Uploader(Spool spool, Optional<SSLContext> tls) {
        this.spool = spool;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        tls.ifPresent(builder::sslContext);
        client = builder.build();
    }

    /**
     * Uploads all files; a second time does no harm. Blocks.
     *
     * @param token shown as a bearer token, never logged
     * @throws IOException with the coordinator's words if it refuses a file
     */
    public void upload(Spool.Held held, String uri, String token) throws IOException, InterruptedException {
        if (!token.matches("[!-~]+")) {
            // the HTTP client would refuse it, too, but with the token in its message
            throw new IOException("upload of " + held.attempt() + ": the token is not one word of printable ASCII");
        }
        for (ResultFile file : held.files()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(uri + "/" + file.path()))
                    .timeout(PER_FILE)
                    .header("Authorization", "Bearer " + token)
                    .header("X-Content-Sha256", file.sha256())
                    .PUT(HttpRequest.BodyPublishers.ofFile(spool.file(held.attempt(), file)))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException("upload of " + held.attempt() + "/" + file.path() + ": the coordinator answers "
                        + response.statusCode() + ": " + response.body().strip());
            }
        }
    }
}
