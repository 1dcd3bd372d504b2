package ballast.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.config.CoordinatorSettings;
import ballast.coordinator.metrics.CoordinatorMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that forgot, or of another lab, is noticed before anything is decided by it. */
class LabMarkTest {
    @TempDir
    private Path store;

    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();

    private CoordinatorNode start() throws StartException {
        return CoordinatorNode.start(
                CoordinatorSettings.embedded(store),
                new CoordinatorNode.Ports(new FakeStore(), new CoordinatorMetrics(), notices::add));
    }

    @Test
    void aStoreWhoseJournalIsLostIsRefusedAndKeepsItsId() throws Exception {
        start().close();
        Path mark = store.resolve(".ballast/lab");
        String lab = Files.readString(mark).strip();
        start().close(); // with its own journal it starts again
        removeJournal();

        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("the scheduler has stopped");

        assertThat(notices)
                .anyMatch(
                        notice -> notice.startsWith("the journal is empty, and the store of lab " + lab + " (" + mark));
        assertThat(Files.readString(mark).strip()).isEqualTo(lab);
    }

    @Test
    void anotherLabsJournalIsNamed() throws Exception {
        LabMark fresh = LabMark.read(store);
        assertThat(fresh.mismatch("one")).as("a new store takes any journal").isEmpty();
        fresh.keep("one");

        LabMark kept = LabMark.read(store);
        assertThat(kept.known()).contains("one");
        assertThat(kept.mismatch("one")).isEmpty();
        assertThat(kept.mismatch("two").orElseThrow())
                .startsWith("the journal is of lab two, and the store of lab one (")
                .endsWith("nothing was changed");
    }

    private void removeJournal() throws Exception {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(store.resolve(".ballast/journal"))) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
