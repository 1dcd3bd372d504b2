package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.system.Leftovers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a machine that lacks a package: it says what for, and what to type. */
class LauncherIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("user.dir")).resolveSibling("ballast").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void missingPackageIsNamedWithItsPurposeAndTheCommandToType() throws Exception {
        Path bin = everythingBut("qemu-system-x86_64");

        String said = refused(bin, "--no-install", "run", "inflate", "--profile", "small");
        Leftovers.delete(bin); // JUnit would warn of each link

        assertThat(said)
                .contains("qemu-system-x86: runs the virtual machines")
                .contains("--no-install forbids to install them. Type:")
                .contains("apt-get install -y --no-install-recommends qemu-system-x86");
        assertThat(said).doesNotContain("maven:");
    }

    /** A folder of links to all programs of this machine except one. */
    private Path everythingBut(String missing) throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String source : List.of("/usr/local/bin", "/usr/bin", "/usr/sbin")) {
            try (Stream<Path> programs = Files.list(Path.of(source))) {
                for (Path program : programs.toList()) {
                    Path link = bin.resolve(program.getFileName());
                    if (!Files.exists(link) && !program.endsWith(missing)) {
                        Files.createSymbolicLink(link, program);
                    }
                }
            }
        }
        return bin;
    }

    private static String refused(Path bin, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true);
        builder.environment().put("PATH", bin.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(2);
        return said;
    }
}
