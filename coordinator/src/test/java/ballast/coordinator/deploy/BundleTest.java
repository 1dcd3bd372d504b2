package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout as Maven leaves it. */
class BundleTest {
    @TempDir
    Path home;

    private Path target;
    private Path guard;

    @BeforeEach
    void build() throws IOException {
        target = home.resolve("agent/target");
        Files.createDirectories(target.resolve("lib"));
        for (String jar : List.of(
                "agent-0.1.0-SNAPSHOT.jar",
                "agent-0.1.0-SNAPSHOT-tests.jar",
                "lib/protocol-0.1.0-SNAPSHOT.jar",
                "lib/logback-classic-1.5.0.jar",
                "lib/notice.txt")) {
            Files.writeString(target.resolve(jar), jar);
        }
        guard = Files.writeString(home.resolve("guard"), "guard");
        assertThat(guard.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void whatTheLauncherBuiltIsTheAgentAndAllThatItNeeds() throws IOException {
        Bundle bundle = Bundle.built(home, guard);

        assertThat(bundle.jars())
                .extracting(jar -> target.relativize(jar).toString())
                .containsExactly(
                        "agent-0.1.0-SNAPSHOT.jar", "lib/logback-classic-1.5.0.jar", "lib/protocol-0.1.0-SNAPSHOT.jar");
        assertThat(bundle.guard()).isEqualTo(guard);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertThatThrownBy(() -> Bundle.built(home, home.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("got no program at " + home.resolve("none"));
        Files.delete(target.resolve("lib/protocol-0.1.0-SNAPSHOT.jar"));
        assertThatThrownBy(() -> Bundle.built(home, guard))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("got no protocol*.jar in " + target);
        Files.delete(target.resolve("agent-0.1.0-SNAPSHOT.jar"));
        assertThatThrownBy(() -> Bundle.built(home, guard))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("got no agent*.jar in " + target);
        assertThatThrownBy(() -> Bundle.built(home.resolve("elsewhere"), guard)).isInstanceOf(IOException.class);
    }
}
