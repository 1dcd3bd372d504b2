package ballast.agent.system;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ballast.model.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path folder;

    @Test
    void eachAgentHasAFolderOfItsOwnBelowTheRoot() throws Exception {
        Path root = folder.resolve("run");
        try (RunFolder one = RunFolder.create(root);
                RunFolder other = RunFolder.create(root)) {
            assertThat(one.path()).hasParent(root).isNotEqualTo(other.path());
        }
    }

    @Test
    void nobodyElseMayLookIntoTheRoot() throws Exception {
        Path root = folder.resolve("run");
        try (RunFolder own = RunFolder.create(root)) {
            assertThat(Files.getPosixFilePermissions(root)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(own.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void itIsLeftAloneWhileItsAgentLivesAndRemovedAfterwards() throws Exception {
        Path root = folder.resolve("run");
        RunFolder own = RunFolder.create(root);
        assertThat(Leftovers.end(root)).isEmpty();
        assertThat(own.path()).exists();

        own.close();
        assertThat(own.path()).doesNotExist();
        assertThat(Leftovers.end(root)).isEmpty();
    }

    /** Agents that start and end while others look for left-overs neither lose their folder nor trip over one that goes. */
    @Test
    void agentsThatComeAndGoLeaveEachOtherAlone() throws Exception {
        Path root = folder.resolve("run");
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> agent = () -> {
                for (int i = 0; i < 200; i++) {
                    assertThat(Leftovers.end(root)).isEmpty();
                    try (RunFolder own = RunFolder.create(root)) {
                        assertThat(own.path()).isDirectory();
                    }
                }
                return null;
            };
            for (var done : threads.invokeAll(Collections.nCopies(4, agent))) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aLinkIsNotTakenForARoot() throws Exception {
        Path root = Files.createSymbolicLink(folder.resolve("run"), Files.createDirectory(folder.resolve("elsewhere")));
        assertFault(FailureKind.HOST, () -> RunFolder.create(root)).endsWith("it is a link, want a folder");
        assertThatIOException().isThrownBy(() -> Leftovers.end(root));
    }

    @Test
    void aPathThatQemuWouldMisreadIsRefused() {
        assertFault(FailureKind.HOST, () -> RunFolder.create(folder.resolve("a,b")))
                .contains("comma");
    }

    @Test
    void theKernelReleasesItWhenItsAgentIsKilled() throws Exception {
        Path root = folder.resolve("run");
        try (AnotherAgent agent = AnotherAgent.start(root)) {
            assertThat(Leftovers.end(root)).isEmpty();
            assertThat(agent.folder()).hasParent(root).isDirectory();

            agent.kill();
            assertThat(Leftovers.end(root)).isEmpty();
            assertThat(agent.folder()).doesNotExist();
        }
    }

    @Test
    void aRootThatCannotBeMadeIsTheHostsFault() throws Exception {
        Path root = Files.writeString(folder.resolve("run"), "a file");
        assertFault(FailureKind.HOST, () -> RunFolder.create(root))
                .startsWith("cannot make a run folder in " + root + ": ");
    }

    @Test
    void aRootThatBelongsToSomebodyElseIsRefused() {
        assertFault(FailureKind.HOST, () -> RunFolder.create(othersFolder(folder)))
                .matches("cannot make a run folder in .*: it belongs to .*, want .*");
    }

    /** As root, a folder can be given away; everybody else finds that of root. */
    static Path othersFolder(Path folder) throws Exception {
        Path root = Files.createDirectory(folder.resolve("others"));
        var users = root.getFileSystem().getUserPrincipalLookupService();
        if (Files.getOwner(root).equals(users.lookupPrincipalByName("root"))) {
            return Files.setOwner(root, users.lookupPrincipalByName("nobody"));
        }
        return Path.of("/proc/1");
    }
}
