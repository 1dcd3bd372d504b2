package ballast.agent.system;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        assertThat(Leftovers.end(root)).isEmpty();
        assertThat(own.path()).doesNotExist();
        assertThat(root).isEmptyDirectory();
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
        assertFault(FailureKind.HOST, () -> RunFolder.create(othersFolder()))
                .matches("cannot make a run folder in .*: it belongs to .*, want .*");
    }

    /** As root, a folder can be given away; everybody else finds that of root. */
    private Path othersFolder() throws Exception {
        Path root = Files.createDirectory(folder.resolve("others"));
        var users = root.getFileSystem().getUserPrincipalLookupService();
        if (Files.getOwner(root).equals(users.lookupPrincipalByName("root"))) {
            return Files.setOwner(root, users.lookupPrincipalByName("nobody"));
        }
        return Path.of("/proc/1");
    }
}
