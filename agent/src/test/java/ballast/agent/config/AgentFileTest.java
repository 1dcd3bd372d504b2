package ballast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.cluster.NodeAddress;
import ballast.model.ByteSize;
import ballast.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFileTest {
    @TempDir
    private Path folder;

    private AgentFile.Settings read(String text, Map<String, String> environment)
            throws IOException, SettingsException {
        return AgentFile.read(Files.writeString(folder.resolve("agent.yaml"), text), environment);
    }

    @Test
    void everythingMayBeGiven() throws Exception {
        AgentFile.Settings settings = read("""
                host: alpha
                address: 10.77.0.11
                port: 1000
                coordinators: [10.77.0.1:1000]
                labels: {rack: a, disk: nvme}
                budget: 8GiB
                spool: spool
                run-root: /run/ballast
                cache: /var/cache/ballast
                images: [images/mini]
                guard: bin/guard
                qemu: /opt/qemu/bin/qemu-system-x86_64
                orphan-time: 10m
                metrics-address: 10.77.0.11
                metrics-port: 7357
                tls: {ca: ca.pem, certificate: alpha.pem, key: alpha-key.pem}
                """, Map.of());
        assertThat(settings.host().id().value()).isEqualTo("alpha");
        assertThat(settings.host().spool()).isEqualTo(folder.resolve("spool"));
        assertThat(settings.host().images()).containsExactly(folder.resolve("images/mini"));
        assertThat(settings.host().budget()).isEqualTo(new BudgetSetting.Fixed(ByteSize.gib(8)));
        assertThat(settings.host().labels()).isEqualTo(Map.of("rack", "a", "disk", "nvme"));
        assertThat(settings.lab().own()).isEqualTo(new NodeAddress("10.77.0.11", 1000));
        assertThat(settings.lab().coordinators()).isEqualTo(List.of(new NodeAddress("10.77.0.1", 1000)));
        assertThat(settings.lab().orphanTime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.lab().metrics()).contains(new NodeAddress("10.77.0.11", 7357));
    }

    private static String least(String metrics) {
        return "host: alpha\ncoordinators: [10.77.0.1:1000]\nspool: s\nrun-root: r\ncache: c\nguard: g\n" + metrics;
    }

    @Test
    void metricsAreServedOnLoopbackAtAnyPortUnlessTheyAreOff() throws Exception {
        assertThat(read(least(""), Map.of()).lab().metrics()).contains(new NodeAddress("127.0.0.1", 0));
        assertThat(read(least("metrics-port: off\n"), Map.of()).lab().metrics()).isEmpty();
        assertThatThrownBy(() -> read(least("metrics-port: 65536\n"), Map.of()))
                .hasMessageContaining("metrics-port: got '65536', want 0 to 65535, or off");
    }

    @Test
    void theLaunchersGuardAndImagesStandIn() throws Exception {
        AgentFile.Settings settings =
                read("""
                host: alpha
                coordinators: [10.77.0.1:1000]
                spool: spool
                run-root: /run/ballast
                cache: /var/cache/ballast
                """, Map.of("BALLAST_GUARD", "/x/guard", "BALLAST_IMAGE", "/x/mini:/x/full"));
        assertThat(settings.host().guard()).isEqualTo(Path.of("/x/guard"));
        assertThat(settings.host().images()).containsExactly(Path.of("/x/mini"), Path.of("/x/full"));
    }

    @Test
    void onlyOnLoopbackItMayDoWithoutCertificates() {
        assertThatThrownBy(() -> read("""
                        host: alpha
                        address: 10.77.0.11
                        coordinators: [10.77.0.1:1000]
                        spool: spool
                        run-root: /run/ballast
                        cache: /var/cache/ballast
                        guard: bin/guard
                        """, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("agent.yaml:1: tls: got none, want {ca, certificate, key} of deploy/make-certs,"
                        + " since 'address' is 10.77.0.11 and not loopback");
    }

    @Test
    void allProblemsAreToldWithTheirLines() {
        assertThatThrownBy(() -> read("""
                        host: "a b"
                        coordinators: [nowhere]
                        lables: {rack: a}
                        budget: much
                        """, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("agent.yaml:1: host: ")
                .hasMessageContaining("agent.yaml:2: coordinators: got 'nowhere', want HOST:PORT")
                .hasMessageContaining("agent.yaml:3: lables: unknown key; did you mean 'labels'?")
                .hasMessageContaining("agent.yaml:4: budget: got 'much'")
                .hasMessageContaining("agent.yaml:1: spool: got none, want a folder")
                .hasMessageContaining("agent.yaml:1: guard: got none, want the guard program");
    }
}
