package ballast.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.Outcome;
import ballast.model.RunId;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploaderTest {
    private static final String TOKEN = "s3cret-token";
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "";
    private HttpServer coordinator;
    private Uploader uploader;
    private Spool.Held held;

    @BeforeEach
    void start() throws IOException {
        coordinator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        coordinator.createContext("/", this::receive);
        coordinator.start();
        Spool spool = new Spool(folder);
        var attempt = new AttemptId(new RunId(new CampaignId("campaign"), new CellId("cell"), 1), 1);
        Path files = spool.create(attempt);
        Files.writeString(files.resolve("out.csv"), "abc");
        Files.createDirectory(files.resolve("vm_0"));
        Files.writeString(files.resolve("vm_0/out.txt"), "");
        held = spool.seal(attempt, new Outcome.Completed());
        uploader = new Uploader(spool, Optional.empty());
    }

    @AfterEach
    void stop() {
        coordinator.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        requests.add(String.join(
                " ",
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers.getFirst("Authorization"),
                headers.getFirst("X-Content-Sha256"),
                body));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String uri() {
        return "http://127.0.0.1:" + coordinator.getAddress().getPort() + "/upload/x";
    }

    @Test
    void putsEachFileWithTokenAndDigest() throws Exception {
        uploader.upload(held, uri(), TOKEN);
        assertThat(requests)
                .hasSize(2)
                .startsWith("PUT /upload/x/out.csv Bearer " + TOKEN + " " + SHA256_OF_ABC + " abc")
                .element(1)
                .asString()
                .startsWith("PUT /upload/x/vm_0/out.txt Bearer " + TOKEN);
    }

    @Test
    void aRefusalIsToldInTheCoordinatorsWordsAndEndsTheUpload() {
        status = 409;
        answer = "attempt 1 is not the current one\n";
        assertThatIOException()
                .isThrownBy(() -> uploader.upload(held, uri(), TOKEN))
                .withMessage("upload of campaign/cell/rep-1/attempt-1/out.csv: the coordinator answers 409:"
                        + " attempt 1 is not the current one");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aCoordinatorThatIsGoneIsAnIoException() {
        String uri = uri();
        coordinator.stop(0);
        assertThatIOException().isThrownBy(() -> uploader.upload(held, uri, TOKEN));
    }

    @Test
    void theTokenIsInNoErrorsText() {
        status = 403;
        assertThat(textOf(uri(), TOKEN)).contains("403").doesNotContain(TOKEN);
        String gone = uri();
        coordinator.stop(0);
        assertThat(textOf(gone, TOKEN)).contains("ConnectException").doesNotContain(TOKEN);
        assertThat(textOf(gone, TOKEN + "\n")).contains("token").doesNotContain(TOKEN);
    }

    /** With all causes and stack traces, as a log would show it. */
    private String textOf(String uri, String token) {
        StringWriter text = new StringWriter();
        catchThrowable(() -> uploader.upload(held, uri, token)).printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
