package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ballast import} and {@code ballast export} print and end with. */
class ExchangeCommandsTest {
    @TempDir
    Path folder;

    @RegisterExtension
    private final Printed printed = new Printed();

    @BeforeEach
    void capture() throws IOException {
        Path run = Files.createDirectories(folder.resolve("results/inflate/base-manual"));
        Files.writeString(
                run.resolve("meta.json"),
                "{\"args\":{\"mem\":20,\"cores\":12,\"iter\":1,\"shrink_target\":2,\"mode\":\"base-manual\",\"nofault\":false}}");
        Files.writeString(run.resolve("out.csv"), "shrink,grow,touch,touch2\n1,2,3,4\n");
    }

    @Test
    void inAndOutAgain() {
        assertThat(ballast("import", path("results"), "--store", path("store"))).isZero();
        assertThat(printed.out()).startsWith("imported results ").contains(": 1 runs of 1 cells, at ");
        for (String name : new String[] {"results", "latest"}) {
            printed.forget();
            int code = ballast(
                    "export",
                    name,
                    path("out-" + name),
                    "--layout",
                    "hyperalloc-bench",
                    "--store",
                    path("store"),
                    "--output",
                    "json");
            assertThat(code).isZero();
            assertThat(printed.out()).contains("\"inflate/base-manual#0\"");
            assertThat(folder.resolve("out-" + name + "/inflate/base-manual/out.csv"))
                    .exists();
        }
    }

    @Test
    void refusals() {
        assertThat(ballast("export", "latest", path("x"), "--format", "csv", "--store", path("store")))
                .isEqualTo(2);
        assertThat(printed.err()).contains("no campaign 'latest' in ").contains("which holds none");
        assertThat(ballast("export", "latest", path("x"))).isEqualTo(2);
        assertThat(ballast("import", path("nowhere"), "--store", path("new/store")))
                .isEqualTo(2);
        assertThat(ballast("import", path("results"), "--name", "a b", "--store", path("store")))
                .isEqualTo(2);
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(folder.resolve("store")).doesNotExist();
    }

    private static int ballast(String... arguments) {
        return BallastCommand.execute(arguments);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
