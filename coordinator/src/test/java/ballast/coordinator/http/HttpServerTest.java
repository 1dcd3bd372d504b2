package ballast.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.schedule.Samples;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads over a real port, and what is on the disk afterwards. */
final class HttpServerTest {
    private static final AttemptId ATTEMPT = Samples.attempt(
            Samples.runs(Samples.CAMPAIGN, List.of(Samples.shared(1, ByteSize.mib(256))))
                    .get(0),
            1);

    @TempDir
    private Path folder;

    private ActorTestKit kit;
    private IncomingFiles incoming;
    private HttpServer server;

    @BeforeEach
    void bind() throws Exception {
        kit = ActorTestKit.create(
                ConfigFactory.parseString("pekko.actor.provider = local\npekko.remote.artery.enabled = off")
                        .withFallback(ConfigFactory.parseResources("coordinator.conf"))
                        .withFallback(ConfigFactory.defaultReferenceUnresolved())
                        .resolve());
        incoming = IncomingFiles.open(this::folderOf, folder.resolve("incoming/.partial"));
        UploadTokens tokens = UploadTokens.load(folder.resolve("secret"));
        server = HttpServer.bind(
                        kit.system(),
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        new HttpServer.Content(
                                () -> "up 1\n",
                                () -> true,
                                incoming,
                                tokens,
                                new Api(Optional::empty, ApiToken.load(folder.resolve("token")))))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private HttpResponse<String> put(String path, String token, String sha256, byte[] content) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.uploadUri(ATTEMPT) + path))
                .header("Authorization", "Bearer " + token)
                .header("X-Content-SHA256", sha256)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Path folderOf(AttemptId attempt) {
        return folder.resolve("incoming").resolve("attempt-" + attempt.number());
    }

    private List<Path> kept() throws IOException {
        if (!Files.exists(folder.resolve("incoming"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("incoming"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void a_large_file_arrives_whole_under_its_name() throws Exception {
        byte[] content = new byte[20 * 1024 * 1024];
        new Random(1).nextBytes(content);
        var answer = put("/vm-0/rss.csv", server.uploadToken(ATTEMPT), "", content);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(kept()).containsExactly(folderOf(ATTEMPT).resolve("vm-0/rss.csv"));
        assertThat(Files.readAllBytes(kept().get(0))).isEqualTo(content);
    }

    @Test
    void refusals_keep_nothing() throws Exception {
        byte[] content = {1, 2, 3};
        String token = server.uploadToken(ATTEMPT);
        assertThat(put("/a.csv", "wrong", "", content).statusCode()).isEqualTo(403);
        assertThat(put("/../../a.csv", token, "", content).statusCode()).isIn(400, 403);
        assertThat(put("/%2e%2e/a.csv", token, "", content).statusCode()).isIn(400, 403);
        assertThat(put("/x%2F..%2Fa.csv", token, "", content).statusCode()).isEqualTo(400);
        assertThat(put("", token, "", content).statusCode()).isEqualTo(400);
        assertThat(put("/a.csv", token, "0000", content).statusCode()).isEqualTo(422);
        assertThat(kept()).isEmpty();
    }

    @Test
    void metrics_and_readiness_are_served_and_the_rest_is_unknown() throws Exception {
        assertThat(get("/metrics").body()).isEqualTo("up 1\n");
        assertThat(get("/metrics").headers().firstValue("content-type").orElse(""))
                .startsWith("text/plain");
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void a_full_disk_is_said_and_leaves_no_half_file() throws Exception {
        IncomingFiles full = new IncomingFiles(this::folderOf, folder.resolve("incoming/.partial"), file -> {
            Files.writeString(file, "half");
            throw new IOException("No space left on device");
        });
        assertThatThrownBy(() -> full.receive(ATTEMPT, List.of("a.csv"), "", new ByteArrayInputStream(new byte[9])))
                .isInstanceOfSatisfying(
                        UploadRefused.class,
                        e -> assertThat(e.reason().status()).isEqualTo(507))
                .hasMessageContaining("No space left on device");
        assertThat(kept()).isEmpty();
    }

    @Test
    void what_was_received_half_is_removed_by_the_next_start() throws Exception {
        Path half = Files.writeString(folder.resolve("incoming/.partial/half"), "ha");
        IncomingFiles.open(this::folderOf, folder.resolve("incoming/.partial"));
        assertThat(half).doesNotExist();
    }

    @Test
    void while_it_arrives_a_file_is_not_among_the_attempts() throws Exception {
        List<Path> seen = new ArrayList<>();
        InputStream body = new ByteArrayInputStream(new byte[9]) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                try {
                    seen.addAll(kept());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return super.read(to, offset, length);
            }
        };
        incoming.receive(ATTEMPT, List.of("a.csv"), "", body);
        assertThat(seen).isNotEmpty().noneMatch(path -> path.startsWith(folderOf(ATTEMPT)));
        assertThat(kept()).containsExactly(folderOf(ATTEMPT).resolve("a.csv"));
    }

    @Test
    void a_body_that_breaks_off_is_the_senders_fault() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> incoming.receive(ATTEMPT, List.of("a.csv"), "", broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broke off");
        assertThat(kept()).isEmpty();
    }

    @Test
    void tokens_outlive_a_restart_and_the_secret_is_private() throws Exception {
        UploadTokens again = UploadTokens.load(folder.resolve("secret"));
        assertThat(again.of(ATTEMPT)).isEqualTo(server.uploadToken(ATTEMPT));
        var other = new AttemptId(ATTEMPT.run(), 2);
        assertThat(again.of(other)).isNotEqualTo(again.of(ATTEMPT));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_node_that_is_not_the_coordinator_says_that_it_stands_by() throws Exception {
        HttpResponse<String> response = get("/api/campaigns");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"error\":\"standby\"}\n");
    }
}
