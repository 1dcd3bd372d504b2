package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.client.Trust;
import ballast.message.AgentFacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who must not come into a lab, does not, and learns why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersIT {
    private static final int REFUSED = 2;

    private SingleLab lab;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        lab = SingleLab.start(folder, 2, wires -> {});
    }

    @AfterAll
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void agentOfAnotherAuthorityDoesNotJoin() throws Exception {
        Place place = lab.network().place("mallory", 21);
        lab.settings().certificates("foreign", Map.of("mallory", place));
        try (Node agent = lab.agent("mallory", "mallory", place, Settings.tls("foreign", "mallory"))) {
            agent.awaitSaid("not let into the lab yet");

            assertThat(agent.said())
                    .contains("coordinator " + lab.coordinatorPlace().address() + ":7355: ")
                    .contains("want certificates of one authority on both sides")
                    .doesNotContain("joined");
            assertThat(lab.readyHosts()).doesNotContain("mallory");
        }
    }

    @Test
    void agentWithoutTlsDoesNotJoin() throws Exception {
        Place place = lab.network().place("plain", 22);
        try (Node refused = lab.agent("plain", "plain", place, "")) {
            assertThat(refused.awaitEnd()).isEqualTo(REFUSED);

            assertThat(refused.said()).contains("tls: got none, want {ca, certificate, key} of deploy/make-certs");
        }
        // on loopback it may do without, and can ask from there
        Path settings = lab.settings().folder().resolve("plain.yaml");
        String loopback = Files.readString(settings).replace(place.address(), "127.0.0.1");
        Files.writeString(settings, loopback);
        try (Node agent = lab.open(Node.start(
                place,
                settings.resolveSibling("plain-2.out"),
                "ballast.agent.AgentMain",
                "--config",
                settings.toString()))) {
            agent.awaitSaid("not let into the lab yet");

            assertThat(agent.said()).contains("it wants TLS").doesNotContain("joined");
            assertThat(lab.readyHosts()).doesNotContain("plain");
        }
    }

    @Test
    void nobodyWithoutCertificateGetsAConnection() throws Exception {
        var trust = Trust.of(lab.settings().folder().resolve("certs/ca.pem"));
        try (SSLSocket socket = (SSLSocket)
                trust.getSocketFactory().createSocket(lab.coordinatorPlace().address(), SingleLab.CLUSTER_PORT)) {
            socket.setSoTimeout(20_000);
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("certificate");
        }
    }

    /** Its address is the lower one: of two nodes that lose each other the one with the lower address would go on. */
    @Test
    void secondCoordinatorIsRefusedAndTheFirstGoesOn() throws Exception {
        Place place = lab.network().place("second", 1);
        lab.settings().certificates("certs", Map.of("second", place));
        String both = "coordinators: [\"%s:7355\", \"%s:7355\"]\n"
                .formatted(lab.coordinatorPlace().address(), place.address());
        try (Node second = lab.coordinator("second", place, "second-store", both)) {
            assertThat(second.awaitEnd()).isEqualTo(REFUSED);

            assertThat(second.said())
                    .contains("there is another coordinator node")
                    .contains("profile 'single' allows one");
        }
        lab.client()
                .ballast("submit", lab.settings().matrix("after", "shared", 2).toString(), "--watch");
        assertThat(lab.coordinator().isAlive()).isTrue();
        assertThat(lab.client().isActive(lab.coordinatorPlace())).isTrue();
    }

    @Test
    void secondAgentOfAHostIsRefused() throws Exception {
        Place place = lab.network().place("twin", 23);
        lab.settings().certificates("certs", Map.of("twin", place));
        try (Node twin = lab.agent("twin", "alpha", place, Settings.tls("certs", "twin"))) {
            twin.awaitSaid("the coordinator refuses this host: host alpha: is served by the agent at "
                    + lab.alpha().address() + ":7355 already");

            assertThat(lab.coordinatorLog())
                    .contains("refused an agent: host alpha: is served by the agent at "
                            + lab.alpha().address())
                    .contains("got a second one at " + place.address() + ":7355");
            assertThat(lab.readyHosts()).containsExactly("alpha");
        }
    }

    @Test
    void agentOfAnotherVersionIsRefused() throws Exception {
        Map<String, String> changes = Map.of(
                "PROTOCOL = " + AgentFacts.PROTOCOL + ";",
                "PROTOCOL = 99;",
                "VERSION = \"0.1.0\"",
                "VERSION = \"9.9.9\"");
        assertRefused(
                "newer",
                24,
                changes,
                "got an agent of ballast 9.9.9, protocol 99, want protocol " + AgentFacts.PROTOCOL
                        + " of ballast 0.1.0");
    }

    @Test
    void agentWhoseClockIsFarOffIsRefused() throws Exception {
        Map<String, String> changes = Map.of(
                "incarnation, clock, Optional.empty());", "incarnation, clock.plusSeconds(3600), Optional.empty());");
        assertRefused("late", 25, changes, "its clock is off by 3");
    }

    /** Both sides say why; it goes on to ask, so that it joins when the reason is gone. */
    private void assertRefused(String name, int address, Map<String, String> changes, String reason) throws Exception {
        Place place = lab.network().place(name, address);
        lab.settings().certificates("certs", Map.of(name, place));
        Path classes = OtherBuild.of(lab.settings().folder().resolve(name + "-build"), changes);
        String said = "host " + name + ": " + reason;
        try (Node agent = lab.otherAgent(classes, name, place)) {
            agent.awaitSaid("the coordinator refuses this host: " + said);

            assertThat(agent.isAlive()).isTrue();
            assertThat(agent.said()).doesNotContain("joined");
            assertThat(Files.readString(lab.settings().folder().resolve(name + "/spool/agent.log")))
                    .contains("the coordinator refuses this host: " + said);
            assertThat(lab.coordinatorLog()).contains("refused an agent: " + said);
            assertThat(lab.readyHosts()).containsExactly("alpha");
        }
    }

    @Test
    void whoShowsNoTokenChangesNothing() throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(Trust.of(lab.settings().folder().resolve("certs/ca.pem")))
                .build();
        for (String authorization : List.of("", "Bearer guessed")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(Client.url(lab.coordinatorPlace()) + "/api/hosts/alpha/drain"))
                    .POST(HttpRequest.BodyPublishers.noBody());
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            assertThat(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(lab.readyHosts()).containsExactly("alpha");
    }

    @Test
    void portsAreOpenOnlyOnTheAddressThatIsSet() {
        List<String> listening = Shell.run(lab.coordinatorPlace().command(List.of("ss", "-ltnH")))
                .lines()
                .toList();

        assertThat(listening)
                .hasSize(2)
                .allMatch(line -> line.contains(lab.coordinatorPlace().address() + "]:735")
                        || line.contains(" " + lab.coordinatorPlace().address() + ":735"));
    }
}
