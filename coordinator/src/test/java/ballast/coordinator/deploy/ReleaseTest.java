package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.deploy.RemoteFile.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ReleaseTest {
    @TempDir
    Path folder;

    private Bundle bundle;

    @BeforeEach
    void bundle() throws Exception {
        Path guard = Files.writeString(folder.resolve("guard"), "guard");
        assertThat(guard.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("agent-0.1.0.jar"), "agent");
        Files.writeString(folder.resolve("ca.pem"), "ca");
        Files.writeString(folder.resolve("key.pem"), "key");
        Path image = Files.createDirectory(folder.resolve("mini-1234"));
        Files.writeString(image.resolve("id_ed25519"), "x");
        Files.setPosixFilePermissions(
                image.resolve("id_ed25519"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        bundle = Bundle.in(folder);
    }

    @Test
    void settingsAndProgramLieTogetherAndSecretsAreSecret() throws Exception {
        Release release = Release.of(host("8GiB"), bundle);

        String own = "/opt/ballast/releases/" + release.digest();
        assertThat(modes(release))
                .containsOnly(
                        Map.entry("/opt/ballast/images/mini-1234/id_ed25519", Mode.SECRET),
                        Map.entry(own + "/lib/agent-0.1.0.jar", Mode.READABLE),
                        Map.entry(own + "/guard", Mode.EXECUTABLE),
                        Map.entry(own + "/start", Mode.EXECUTABLE),
                        Map.entry(own + "/supervise", Mode.EXECUTABLE),
                        Map.entry(own + "/etc/java", Mode.READABLE),
                        Map.entry(own + "/etc/agent.yaml", Mode.SECRET),
                        Map.entry(own + "/etc/ca.pem", Mode.READABLE),
                        Map.entry(own + "/etc/node.pem", Mode.READABLE),
                        Map.entry(own + "/etc/node-key.pem", Mode.SECRET));
    }

    @Test
    void theNameChangesWithTheContentAlone() throws Exception {
        Release before = Release.of(host("8GiB"), bundle);

        assertThat(Release.of(host("8GiB"), bundle).digest()).isEqualTo(before.digest());
        assertThat(Release.of(host("4GiB"), bundle).digest()).isNotEqualTo(before.digest());
        Files.writeString(folder.resolve("agent-0.1.0.jar"), "new");
        assertThat(Release.of(host("8GiB"), bundle).digest()).isNotEqualTo(before.digest());
    }

    @Test
    void theAgentsSettingsSayWhereAllLies() throws Exception {
        String text = AgentYaml.render(host("8GiB"), List.of("/opt/ballast/images/mini-1234"));

        Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        assertThat(read)
                .containsEntry("host", "alpha")
                .containsEntry("address", "10.77.0.11")
                .containsEntry("coordinators", List.of("10.77.0.1:7355"))
                .containsEntry("labels", Map.of("rack", "7"))
                .containsEntry("budget", "8GiB")
                .containsEntry("spool", "/opt/ballast/spool")
                .containsEntry("run-root", "/opt/ballast/run")
                .containsEntry("cache", "/opt/ballast/cache")
                .containsEntry("images", List.of("/opt/ballast/images/mini-1234"))
                .containsEntry("guard", "/opt/ballast/current/guard")
                .containsEntry("tls", Map.of("ca", "ca.pem", "certificate", "node.pem", "key", "node-key.pem"));
    }

    @Test
    void theUnitStartsWhatIsInstalled() {
        assertThat(Rollout.unit("/srv/x"))
                .contains("ExecStart=/srv/x/current/start\n")
                .doesNotContain("/opt/");
    }

    private DeployHost host(String budget) throws Exception {
        return Inventory.read(Files.writeString(folder.resolve("lab.yaml"), """
                        hosts:
                          - name: alpha
                            address: 10.77.0.11
                            images: [mini-1234]
                            agent:
                              coordinators: ["10.77.0.1:7355"]
                              labels: {rack: 7}
                              budget: %s
                              tls: {ca: ca.pem, certificate: ca.pem, key: key.pem}
                            coordinator: {http: "http://10.77.0.1:7356"}
                        """.formatted(budget)))
                .hosts()
                .get(0);
    }

    private static Map<String, Mode> modes(Release release) {
        return release.files().stream().collect(Collectors.toMap(RemoteFile::path, RemoteFile::mode));
    }
}
