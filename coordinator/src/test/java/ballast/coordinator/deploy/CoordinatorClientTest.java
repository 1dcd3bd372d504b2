package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ballast.coordinator.actor.CoordinatorNode;
import ballast.coordinator.actor.FakeAgent;
import ballast.coordinator.actor.FakeAgent.Script;
import ballast.coordinator.actor.FakeStore;
import ballast.coordinator.actor.SchedulerCommand.Submit;
import ballast.coordinator.actor.SchedulerCommand.SubmitReply;
import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.HostId;
import ballast.model.Outcome;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorClientTest {
    private static final HostId ALPHA = new HostId("alpha");
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String HOSTS = """
            [{"host":"beta","state":"ready","lastContact":"2026-01-01T00:00:00Z","running":[]},
             {"host":"alpha","state":"refused","reason":"clock 9 s off","lastContact":"2026-01-01T00:00:01.5Z","running":["x","y"]}]
            """;

    @TempDir
    Path folder;

    @Test
    void aHostIsFoundAmongOthers() throws Exception {
        HttpServer server = answering(HttpServer.create(ANY_PORT, 0), 200, HOSTS);
        try {
            CoordinatorClient client = client(List.of(url("http", server)), Optional.empty());

            CoordinatorClient.HostView alpha = client.host(ALPHA).orElseThrow();
            assertThat(alpha.lastContact()).contains(Instant.parse("2026-01-01T00:00:01.5Z"));
            assertThat(alpha.running()).isEqualTo(2);
            assertThat(alpha).hasToString("'refused' (clock 9 s off)");
            assertThat(client.host(new HostId("gamma"))).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    /** Whatever the real one tells has to be what deploy waits for. */
    @Test
    void aRealCoordinatorSaysWhatAnUpgradeWaitsFor() throws Exception {
        Path store = folder.resolve("store");
        CoordinatorNode node = CoordinatorNode.start(
                CoordinatorSettings.embedded(store),
                new CoordinatorNode.Ports(new FakeStore(), new CoordinatorMetrics(), notice -> {}));
        try {
            var client = new CoordinatorClient(new CoordinatorAccess(
                    List.of(node.http()), Optional.of(store.resolve(".ballast/token")), Optional.empty()));
            AtomicBoolean goesOn = new AtomicBoolean(true);
            Script script = Script.of(
                    Samples.host("alpha", 2, ByteSize.gib(2)),
                    attempt -> goesOn.get() ? null : new Outcome.Completed());
            assertThat(client.host(ALPHA)).isEmpty();
            node.spawn(FakeAgent.create(script, node.scheduler()), "alpha");
            await().atMost(BOUND).until(() -> client.host(ALPHA).isPresent());
            assertThat(client.host(ALPHA).orElseThrow()).hasToString("'ready'");
            List<PlannedRun> runs = Samples.runs(Samples.CAMPAIGN, List.of(Samples.exclusive(1, ByteSize.mib(256))));
            node.scheduler()
                    .tell(new Submit(
                            Samples.CAMPAIGN, "test", "", runs, node.<SubmitReply>spawn(Behaviors.ignore(), "to")));
            await().atMost(BOUND).until(() -> client.host(ALPHA).orElseThrow().running() == 1);

            client.drain(ALPHA);
            CoordinatorClient.HostView draining = client.host(ALPHA).orElseThrow();
            assertThat(draining.state()).isEqualTo("draining");
            assertThat(draining.running()).isEqualTo(1);
            assertThat(draining.lastContact()).isPresent();
            goesOn.set(false);
            await().atMost(BOUND).until(() -> client.host(ALPHA).orElseThrow().running() == 0);
            assertThat(client.host(ALPHA).orElseThrow().state()).isEqualTo("draining");
            client.undrain(ALPHA);
            assertThat(client.host(ALPHA).orElseThrow().state()).isEqualTo("ready");
        } finally {
            node.close();
        }
    }

    @Test
    void ofTwoAgentsTheOneHeardOfLastCounts() throws Exception {
        HttpServer server = answering(HttpServer.create(ANY_PORT, 0), 200, """
                [{"host":"alpha","state":"silent","lastContact":"2026-01-01T00:00:00Z","running":[]},
                 {"host":"alpha","state":"refused","reason":"old","lastContact":"2026-01-01T00:00:02Z","running":[]}]
                """);
        try {
            assertThat(client(List.of(url("http", server)), Optional.empty())
                            .host(ALPHA)
                            .orElseThrow())
                    .hasToString("'refused' (old)");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aStandbyIsPassedOver() throws Exception {
        HttpServer standby = answering(HttpServer.create(ANY_PORT, 0), 503, "{\"error\":\"standby\"}");
        HttpServer active = answering(HttpServer.create(ANY_PORT, 0), 200, HOSTS);
        try {
            URI nobody = URI.create("http://127.0.0.1:1");
            assertThat(client(List.of(nobody, url("http", standby), url("http", active)), Optional.empty())
                            .host(ALPHA))
                    .isPresent();
            assertThatThrownBy(() -> client(List.of(url("http", standby)), Optional.empty())
                            .host(ALPHA))
                    .hasMessageContaining("answered 503");
        } finally {
            standby.stop(0);
            active.stop(0);
        }
    }

    @Test
    void certificatesOfTheLabAreTrustedAndOthersAreNot() throws Exception {
        Path certificates = folder.resolve("certs");
        makeCertificates(certificates);
        makeCertificates(folder.resolve("others"));
        HttpsServer server = HttpsServer.create(ANY_PORT, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificates)));
        answering(server, 200, HOSTS);
        try {
            List<URI> urls = List.of(url("https", server));
            assertThat(client(urls, Optional.of(certificates.resolve("ca.pem"))).host(ALPHA))
                    .isPresent();
            assertThatThrownBy(() -> client(urls, Optional.of(folder.resolve("others/ca.pem")))
                            .host(ALPHA))
                    .isInstanceOf(DeployException.class);
            assertThatThrownBy(() -> client(urls, Optional.empty()).host(ALPHA)).isInstanceOf(DeployException.class);
        } finally {
            server.stop(0);
        }
    }

    private static void makeCertificates(Path target) {
        Sshd.run(Path.of("..", "deploy", "make-certs").toString(), target.toString(), "coordinator=127.0.0.1");
    }

    private SSLContext context(Path certificates) throws Exception {
        Path store = folder.resolve("coordinator.p12");
        Sshd.run(
                "openssl",
                "pkcs12",
                "-export",
                "-in",
                certificates.resolve("coordinator.pem").toString(),
                "-inkey",
                certificates.resolve("coordinator-key.pem").toString(),
                "-passout",
                "pass:test",
                "-out",
                store.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "test".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "test".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static CoordinatorClient client(List<URI> urls, Optional<Path> ca) throws DeployException {
        return new CoordinatorClient(new CoordinatorAccess(urls, Optional.empty(), ca));
    }

    private static URI url(String scheme, HttpServer server) {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static HttpServer answering(HttpServer server, int code, String body) {
        server.createContext("/api/hosts", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(code, bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                exchange.close();
            }
        });
        server.start();
        return server;
    }
}
