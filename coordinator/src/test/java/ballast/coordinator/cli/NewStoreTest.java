package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewStoreTest {
    @TempDir
    Path folder;

    @Test
    void takesBackWhatWasNotThereBefore() throws IOException {
        NewStore store = NewStore.watch(folder.resolve("lab/store"));
        Files.createDirectories(folder.resolve("lab/store/.ballast/journal"));
        store.takeBack();
        assertThat(folder).isEmptyDirectory();
        store.takeBack();
    }

    @Test
    void keepsWhatWasThereBefore() throws IOException {
        Files.createDirectories(folder.resolve("store"));
        NewStore store = NewStore.watch(folder.resolve("store"));
        Files.createDirectories(folder.resolve("store/.ballast"));
        store.takeBack();
        assertThat(folder.resolve("store/.ballast")).exists();
    }

    @Test
    void keepsAStoreThatSomebodyElseUsesByNow() throws IOException {
        NewStore store = NewStore.watch(folder.resolve("store"));
        Files.createDirectories(folder.resolve("store/.ballast"));
        Path file = folder.resolve("store/.ballast/lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            store.takeBack();
            assertThat(lock.isValid()).isTrue();
            assertThat(file).exists();
        }
        store.takeBack();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsAStoreWithACampaign() throws IOException {
        NewStore store = NewStore.watch(folder.resolve("store"));
        Files.createDirectories(folder.resolve("store/.ballast"));
        Files.createDirectories(folder.resolve("store/inflate"));
        store.takeBack();
        assertThat(folder.resolve("store/.ballast")).exists();
        assertThat(folder.resolve("store/inflate")).exists();
    }
}
