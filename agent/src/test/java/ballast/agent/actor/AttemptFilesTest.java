package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ballast.agent.ExampleBuilds;
import ballast.agent.spool.Spool;
import ballast.agent.vm.TimeAccount;
import ballast.model.Accelerator;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.HostReport;
import ballast.model.Json;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptFilesTest {
    @TempDir
    Path folder;

    private final Cell cell = Cells.multiVm(Mode.BASE_AUTO, 1);
    private AttemptFiles files;
    private Path attemptFolder;

    @BeforeEach
    void create() throws Exception {
        AttemptId attempt = Cells.attempt(cell, 1);
        var report = new HostReport(
                new HostId("host"),
                2,
                ByteSize.gib(1),
                ByteSize.gib(1),
                Accelerator.TCG,
                Map.of("qemu", "7.2"),
                Map.of(),
                Map.of(),
                List.of());
        var facts = new HostFacts(report, "Linux", Json.mapper().createObjectNode(), ExampleBuilds.of(Mode.BASE_AUTO));
        files = new AttemptFiles(new Spool(folder), attempt, cell, facts);
        attemptFolder = files.vmFolder(0).getParent();
        Files.writeString(attemptFolder.resolve("phases.csv"), "abc");
    }

    private Spool.Held finish(OptionalDouble common) throws Exception {
        return files.finish(new Outcome.Completed(), new TimeAccount(), common, 5, Map.of());
    }

    private static List<String> names(Spool.Held held) {
        return held.files().stream().map(ResultFile::path).toList();
    }

    @Test
    void theLengthFromTheCommonStartIsMissingIfThereWasNone() throws Exception {
        assertThat(names(finish(OptionalDouble.of(3)))).contains("time_0.txt", "meta.json", "timing.json");
        create();
        assertThat(names(finish(OptionalDouble.empty()))).contains("meta.json").doesNotContain("time_0.txt");
    }

    @Test
    void whatWasMeasuredIsHandedOverWhenTheDiskIsFull() throws Exception {
        Files.createSymbolicLink(attemptFolder.resolve("meta.json"), Path.of("/dev/full"));
        assertThatIOException().isThrownBy(() -> finish(OptionalDouble.empty())).withMessageContaining("No space left");
        var failed = new Outcome.Failed(new Failure(FailureKind.HOST, "disk full", List.of()));

        Spool.Held held = files.unsealed(failed);

        assertThat(held.outcome()).isEqualTo(failed);
        assertThat(names(held)).containsExactly("phases.csv");
    }

    @Test
    void metaTellsWhichRunItIsAndTheExactCommandLines() throws Exception {
        Files.createDirectories(files.vmFolder(0));
        Files.writeString(files.vmFolder(0).resolve("cmd.sh"), "qemu -m 1G\n");

        finish(OptionalDouble.of(3));

        var run = Json.mapper()
                .readTree(attemptFolder.resolve("meta.json").toFile())
                .path("run");
        assertThat(run.path("cell").asText()).isEqualTo(cell.id().value());
        assertThat(run.path("attempt").asInt()).isEqualTo(1);
        assertThat(run.at("/commandLines/0").asText()).isEqualTo("qemu -m 1G");
    }
}
