package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    private static final String LEAST = """
            defaults:
              agent: {coordinators: ["10.77.0.1:7355"], labels: {lab: x}, budget: 8GiB}
              coordinator: {http: "http://10.77.0.1:7356"}
            """;

    @TempDir
    Path folder;

    @Test
    void theExampleCanBeRead() throws Exception {
        Inventory inventory = Inventory.read(Path.of("..", "deploy", "inventory.example.yaml"));

        assertThat(inventory.hosts()).extracting(host -> host.id().value()).containsExactly("alpha", "beta");
        DeployHost beta = inventory.hosts().get(1);
        assertThat(beta.ssh().target()).isEqualTo(new SshAddress("root", "beta.example", 2222));
        assertThat(beta.agent().entries()).containsEntry("budget", "64GiB").containsEntry("port", 7355);
    }

    @Test
    void allKeysOfTheExampleAreTrueAlsoThoseInComments() throws Exception {
        String all = Files.readString(Path.of("..", "deploy", "inventory.example.yaml"))
                .replaceAll(
                        "(?m)^( *)# (key|known-hosts|jump|budget|spool|run-root|cache|qemu|artefacts|metrics-address|metrics-port|traces|speed|tls|"
                                + "token-file|ca|images|bundle|  ca|  certificate|  key): ",
                        "$1$2: ")
                .replaceAll("certs/[a-z-]+\\.pem|~/\\.ssh/lab", "file")
                .replaceAll("\\[~/.cache[^]]*]", "[.]")
                .replace("../bundle", ".");
        Files.writeString(folder.resolve("file"), "");

        DeployHost alpha = read(all).hosts().get(0);

        assertThat(alpha.agent().entries().keySet()).containsAll(AgentSection.KEYS.subList(0, 16));
        assertThat(alpha.agent().tls()).isPresent();
        assertThat(alpha.ssh().jumps()).containsExactly(new SshAddress("me", "gateway.example", 22));
        assertThat(alpha.images()).hasSize(1);
        assertThat(alpha.bundle()).isPresent();
    }

    @Test
    void aHostsOwnKeysComeBeforeTheDefaults() throws Exception {
        Inventory inventory = read(LEAST + """
                  ssh: {user: lab, port: 2200}
                hosts:
                  - {name: alpha, address: 10.77.0.11}
                  - name: beta
                    address: 10.77.0.12
                    install: /srv/ballast
                    ssh: {user: root}
                    agent: {budget: 4GiB, speed: 0.5, driver: replay}
                    coordinator: {http: "https://a:1, https://b:2"}
                """);

        DeployHost alpha = inventory.hosts().get(0);
        assertThat(alpha.ssh().target()).isEqualTo(new SshAddress("lab", "10.77.0.11", 2200));
        assertThat(alpha.install()).isEqualTo("/opt/ballast");
        assertThat(alpha.agent().entries()).containsEntry("labels", Map.of("lab", "x"));
        DeployHost beta = inventory.hosts().get(1);
        assertThat(beta.ssh().target()).isEqualTo(new SshAddress("root", "10.77.0.12", 2200));
        assertThat(beta.agent().entries())
                .containsEntry("budget", "4GiB")
                .containsEntry("speed", 0.5)
                .containsEntry("coordinators", List.of("10.77.0.1:7355"));
        assertThat(beta.coordinator().urls()).containsExactly(URI.create("https://a:1"), URI.create("https://b:2"));
        assertThat(beta.agent().runsQemu()).isFalse();
    }

    @Test
    void allProblemsAreToldTogetherWithTheirLines() {
        assertThat(problems("""
                defaults:
                  instal: /opt
                  install: opt/ballast
                  agent: {port: 70000, budjet: 1, orphan-time: soon, driver: kvm, coordinators: [a]}
                hosts:
                  - name: alpha
                    address: 10.77.0.11
                    ssh: {jump: [gateway], key: missing}
                  - name: alpha
                    agent: {speed: 0, traces: traces, tls: {ca: none.pem}}
                """))
                .containsExactlyInAnyOrder(
                        "lab.yaml:2: instal: unknown key; did you mean 'install'?",
                        "lab.yaml:3: install: got 'opt/ballast', want an absolute path of letters, digits, '_', '.', '-'",
                        "lab.yaml:4: port: got '70000', want 1 to 65535",
                        "lab.yaml:4: budjet: unknown key; did you mean 'budget'?",
                        "lab.yaml:4: orphan-time: got 'soon', want a duration such as 30m",
                        "lab.yaml:4: driver: got 'kvm', want qemu or replay",
                        "lab.yaml:4: coordinators: got 'a', want HOST:PORT",
                        "lab.yaml:6: http: got none, want the coordinator's URL",
                        "lab.yaml:6: http: got '', want http://HOST:PORT or https://HOST:PORT",
                        "lab.yaml:8: jump: got 'gateway', want user@host or user@host:port",
                        "lab.yaml:8: key: got 'missing', want a file that can be read; there is none at FOLDER/missing",
                        "lab.yaml:9: name: got 'alpha' a second time",
                        "lab.yaml:9: address: got none, want an address or host name",
                        "lab.yaml:9: http: got none, want the coordinator's URL",
                        "lab.yaml:9: http: got '', want http://HOST:PORT or https://HOST:PORT",
                        "lab.yaml:10: speed: got '0', want a number above 0",
                        "lab.yaml:10: traces: got 'traces', want an absolute path on that host",
                        "lab.yaml:10: ca: got 'none.pem', want a file that can be read; there is none at FOLDER/none.pem",
                        "lab.yaml:10: certificate: got none, want a PEM file",
                        "lab.yaml:10: key: got none, want a PEM file");
    }

    @Test
    void whatIsNoInventoryIsRefused() {
        assertThat(problems("")).containsExactly("lab.yaml:1: got an empty file, want 'hosts'");
        assertThat(problems("- x")).containsExactly("lab.yaml:1: the file: got a list, want keys and values");
        assertThat(problems("hosts: []")).containsExactly("lab.yaml:1: hosts: got none, want at least one");
        assertThat(problems("hosts: [\n  {")).singleElement().asString().startsWith("lab.yaml:2: not YAML: ");
        assertThat(problems("hosts: [!!java.io.File x]"))
                .singleElement()
                .asString()
                .startsWith("lab.yaml:1: not YAML: Global tag is not allowed");
        assertThatThrownBy(() -> Inventory.read(folder.resolve("none.yaml"))).hasMessageContaining("no such file");
    }

    @Test
    void limitTakesHostsByName() throws Exception {
        Inventory inventory = read(LEAST + "hosts: [{name: alpha, address: a}, {name: beta, address: b}]");

        assertThat(inventory.limitedTo(Set.of("beta")).hosts())
                .singleElement()
                .satisfies(host -> assertThat(host.address()).isEqualTo("b"));
        assertThat(inventory.limitedTo(Set.of()).hosts()).hasSize(2);
        assertThatThrownBy(() -> inventory.limitedTo(Set.of("bta")))
                .isInstanceOf(InventoryException.class)
                .hasMessage("--limit: no host 'bta'; did you mean 'beta'?");
    }

    private Inventory read(String text) throws IOException, InventoryException {
        return Inventory.read(Files.writeString(folder.resolve("lab.yaml"), text));
    }

    private List<String> problems(String text) {
        InventoryException refusal = catchThrowableOfType(InventoryException.class, () -> read(text));
        return refusal.getMessage()
                .lines()
                .map(line -> line.replace(folder + "/lab.yaml", "lab.yaml").replace(folder.toString(), "FOLDER"))
                .toList();
    }
}
