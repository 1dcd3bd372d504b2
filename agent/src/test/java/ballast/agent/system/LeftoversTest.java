package ballast.agent.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    /** Waits for ever, with the same word on its command line as a QEMU with a monitor there. */
    private Process withMonitorIn(Path folder) throws Exception {
        Process process = new ProcessBuilder("tail", "-f", "/dev/null", "unix:" + folder + "/vm_0/qmp.sock,server=on")
                .redirectErrorStream(true)
                .start();
        started.add(process);
        awaitCommandLine(process.pid(), "tail");
        return process;
    }

    private static void awaitCommandLine(long pid, String program) {
        await().atMost(BOUND)
                .until(() -> Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                        .startsWith(program));
    }

    private Path deadAgentsFolder(String name) throws Exception {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.createDirectories(folder.resolve("vm_0"));
        Files.writeString(folder.resolve(RunFolder.LOCK), "");
        Files.writeString(folder.resolve("vm_0/qemu.log"), "");
        return folder;
    }

    @Test
    void endsWhatADeadAgentLeftAndRemovesItsFolder() throws Exception {
        Path folder = deadAgentsFolder("a1");
        Process one = withMonitorIn(folder);
        Process other = withMonitorIn(folder);

        assertThat(Leftovers.end(root))
                .containsExactlyInAnyOrder(
                        new Leftovers.Ended(one.pid(), "tail"), new Leftovers.Ended(other.pid(), "tail"));
        assertThat(one.onExit()).succeedsWithin(BOUND);
        assertThat(one.exitValue()).isEqualTo(128 + 9);
        assertThat(folder).doesNotExist();
        assertThat(Leftovers.end(root)).isEmpty();
    }

    @Test
    void leavesThoseOfALivingAgentAlone() throws Exception {
        try (RunFolder living = RunFolder.create(root)) {
            Process process = withMonitorIn(living.path());
            assertThat(Leftovers.end(root)).isEmpty();
            assertThat(process.isAlive()).isTrue();
            assertThat(living.path()).exists();
        }
    }

    @Test
    void leavesForeignProcessesAlone() throws Exception {
        Path dead = deadAgentsFolder("a1");
        Process elsewhere = withMonitorIn(root.resolveSibling("elsewhere"));
        Process similar = withMonitorIn(root.resolve("a11"));
        assertThat(Leftovers.end(root)).isEmpty();
        assertThat(elsewhere.isAlive()).isTrue();
        assertThat(similar.isAlive()).isTrue();
        assertThat(dead).doesNotExist();
    }

    /** As in a container whose first process reaps nobody. */
    @Test
    void isContentWithAProcessThatIsDeadButNotReaped() throws Exception {
        Path folder = deadAgentsFolder("a1");
        String script = "tail -f /dev/null unix:" + folder + "/vm_0/qmp.sock & exec sleep 1000";
        Process neverReaps = new ProcessBuilder("sh", "-c", script).start();
        started.add(neverReaps);
        awaitCommandLine(neverReaps.pid(), "sleep");
        long pid = neverReaps.children().findFirst().orElseThrow().pid();
        awaitCommandLine(pid, "tail");

        assertThat(Leftovers.end(root)).containsExactly(new Leftovers.Ended(pid, "tail"));
        assertThat(Files.readString(Path.of("/proc", Long.toString(pid), "status")))
                .contains("State:\tZ (zombie)");
        assertThat(folder).doesNotExist();
    }

    @Test
    void aLinkBelowTheRootIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path below = Files.createDirectory(root.resolve("run"));
        Files.createSymbolicLink(below.resolve("a1"), elsewhere);
        Leftovers.end(below);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aRootThatBelongsToSomebodyElseIsLeftAlone() throws Exception {
        Path others = RunFolderTest.othersFolder(root);
        assertThatIOException().isThrownBy(() -> Leftovers.end(others)).withMessageContaining("it belongs to");
    }

    @Test
    void aRootThatIsNotThereHoldsNothing() throws Exception {
        assertThat(Leftovers.end(root.resolve("missing"))).isEmpty();
    }
}
