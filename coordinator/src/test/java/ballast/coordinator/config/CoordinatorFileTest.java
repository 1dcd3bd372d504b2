package ballast.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.cluster.NodeAddress;
import ballast.cluster.TlsFiles;
import ballast.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoordinatorFileTest {
    @TempDir
    private Path folder;

    private CoordinatorSettings read(String text) throws IOException, SettingsException {
        return CoordinatorFile.read(Files.writeString(folder.resolve("coordinator.yaml"), text));
    }

    @Test
    void only_the_store_must_be_given() throws Exception {
        CoordinatorSettings settings = read("store: results\n");
        assertThat(settings.store()).isEqualTo(folder.resolve("results"));
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.clusterPort()).isEqualTo(7355);
        assertThat(settings.httpPort()).isEqualTo(7356);
        assertThat(settings.profile()).isEqualTo(new Profile.Single(List.of()));
        assertThat(settings.embedded()).isFalse();
    }

    @Test
    void everything_may_be_given() throws Exception {
        CoordinatorSettings settings = read("""
                address: 10.77.0.1
                cluster-port: 1000
                http-port: 1001
                store: /srv/store
                profile: ha
                coordinators: [10.77.0.1:1000, 10.77.0.2:1000, 10.77.0.3:1000]
                journal: {url: "jdbc:postgresql://db/ballast", user: ballast, password-file: secret}
                tls: {ca: ca.pem, certificate: node.pem, key: node-key.pem}
                max-attempts: 5
                lost-after: 2m
                """);
        assertThat(settings.profile())
                .isEqualTo(new Profile.HighlyAvailable(
                        List.of(
                                new NodeAddress("10.77.0.1", 1000),
                                new NodeAddress("10.77.0.2", 1000),
                                new NodeAddress("10.77.0.3", 1000)),
                        "jdbc:postgresql://db/ballast",
                        "ballast",
                        folder.resolve("secret")));
        assertThat(settings.tls())
                .isEqualTo(Optional.of(new TlsFiles(
                        folder.resolve("ca.pem"), folder.resolve("node.pem"), folder.resolve("node-key.pem"))));
        assertThat(settings.lab().maxAttempts()).isEqualTo(5);
        assertThat(settings.lab().lostAfter()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void all_problems_are_told_with_their_lines() {
        assertThatThrownBy(() -> read("""
                        stor: results
                        http-port: 70000
                        profile: triple
                        tls: {ca: ca.pem}
                        lost-after: soon
                        """))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("coordinator.yaml:1: stor: unknown key; did you mean 'store'?")
                .hasMessageContaining("coordinator.yaml:1: store: got none, want a folder")
                .hasMessageContaining("coordinator.yaml:2: http-port: got '70000', want 1 to 65535")
                .hasMessageContaining("coordinator.yaml:3: profile: got 'triple', want single or ha")
                .hasMessageContaining("tls.certificate: got none")
                .hasMessageContaining("coordinator.yaml:5: lost-after: got 'soon'");
    }

    @Test
    void only_on_loopback_it_may_do_without_certificates() throws Exception {
        for (String loopback : List.of("127.0.0.1", "localhost", "\"::1\"")) {
            assertThat(read("store: results\naddress: " + loopback + "\n").tls())
                    .isEmpty();
        }
        for (String address : List.of("0.0.0.0", "10.77.0.1", "coordinator.example", "localhost.example")) {
            assertThatThrownBy(() -> read("store: results\naddress: " + address + "\n"))
                    .hasMessageContaining("tls: got none, want {ca, certificate, key} of deploy/make-certs")
                    .hasMessageContaining("'address' is " + address + " and not loopback");
        }
    }

    @Test
    void two_coordinators_are_no_majority() {
        assertThatThrownBy(() -> read("""
                        store: results
                        profile: ha
                        coordinators: [a:1, b:1]
                        journal: {url: "jdbc:postgresql://db/ballast", user: ballast, password-file: secret}
                        """))
                .hasMessageContaining("coordinator.yaml:3: coordinators: got 2, want 3 or more");
        assertThatThrownBy(() -> read("store: results\nprofile: ha\n"))
                .hasMessageContaining("journal: got none, want url, user");
    }
}
