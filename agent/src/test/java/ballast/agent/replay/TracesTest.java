package ballast.agent.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.model.ArtefactKind;
import ballast.model.Cell;
import ballast.model.FaultException;
import ballast.model.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
    private static final String ROWS = "time,rss,ram,target\n0.5,10,5,20\n1.5,30,nan,20\n";

    @TempDir
    Path folder;

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String played(Cell cell, int vm) throws FaultException {
        return Traces.load(folder).of(cell, vm).trace().name();
    }

    @Test
    void theMostParticularTraceIsPlayed() throws Exception {
        Cell cell = ReplayedCells.multiVm(Mode.BASE_AUTO);
        write("README.md", "what these are");
        write("default.csv", ROWS);
        assertThat(played(cell, 1)).isEqualTo("default.csv");
        write("default-vm1.csv", ROWS);
        assertThat(played(cell, 1)).isEqualTo("default-vm1.csv");
        write("multivm.csv", ROWS);
        assertThat(played(cell, 1)).isEqualTo("multivm.csv");
        write("multivm-base-auto.csv", ROWS);
        assertThat(played(cell, 1)).isEqualTo("multivm-base-auto.csv");
        write("multivm-base-auto-vm1.csv", ROWS);
        assertThat(played(cell, 1)).isEqualTo("multivm-base-auto-vm1.csv");
        assertThat(played(cell, 0)).isEqualTo("multivm-base-auto.csv");
        assertThat(played(ReplayedCells.multiVm(Mode.LLFREE_AUTO), 0)).isEqualTo("multivm.csv");
    }

    @Test
    void earlierRunIsPlayedWithWhatLiesBesideItsSamples() throws Exception {
        write("multivm-base-auto/vm_0/samples.csv", ROWS);
        write("multivm-base-auto/vm_0/times_0.json", "{}");
        write("multivm-base-auto/vm_0/phases.csv", "phase,iteration,start,end\nboot,0,0.0,1.0\nbuild,1,1.0,1.5\n");
        write("multivm-base-auto/vm_1/out_0.csv", "time,rss,small,huge,cached,total\n0,10,nan,nan,nan,nan\n");

        Traces traces = Traces.load(folder);
        Recording first = traces.of(ReplayedCells.multiVm(Mode.BASE_AUTO), 0);

        assertThat(first.beside())
                .extracting(path -> path.getFileName().toString())
                .contains("times_0.json");
        assertThat(first.phaseAt(0.5)).isEqualTo("boot");
        assertThat(first.phaseAt(1)).isEqualTo("build");
        assertThat(first.phaseAt(7)).isEqualTo("replay");
        assertThat(traces.of(ReplayedCells.multiVm(Mode.BASE_AUTO), 1).trace().name())
                .isEqualTo("multivm-base-auto/vm_1/out_0.csv");
        assertThat(traces.kinds()).containsExactly(ArtefactKind.BASE);
    }

    @Test
    void cellWithoutATraceIsRefused() throws Exception {
        write("multivm-base-auto.csv", ROWS);
        assertThatThrownBy(() -> played(ReplayedCells.multiVm(Mode.LLFREE_AUTO), 0))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("no footprint trace for VM 0 of multivm-llfree-auto")
                .hasMessageContaining("want multivm-llfree-auto.csv, multivm.csv or default.csv");
    }

    @Test
    void allProblemsAreToldTogether() throws Exception {
        write("default.csv", "time,rss\n0,1\n2,-5\n1\n3,x\n");
        write("inflate.csv", "time,memory\n");
        write("stream.csv", "time,rss\n2,1\n1,1\n");
        write("ftq.csv", "time,rss\nnan,1\n");
        write("blender.csv", "time,rss\n");
        write("multivm-balloon.csv", ROWS);
        write("multivm/out.txt", "");
        assertThatThrownBy(() -> Traces.load(folder))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("default.csv:3: rss: got '-5'")
                .hasMessageContaining("default.csv:4: got 1 columns, want 2")
                .hasMessageContaining("default.csv:5: rss: got 'x'")
                .hasMessageContaining("inflate.csv:1: got 'time,memory', want column names with time and rss")
                .hasMessageContaining("stream.csv:3: time: got 1.0 after 2.0, want times that ascend")
                .hasMessageContaining("ftq.csv:2: time: got 'nan'")
                .hasMessageContaining("blender.csv:1: got no row with an rss")
                .hasMessageContaining("multivm-balloon.csv:1: got this name")
                .hasMessageContaining("multivm:1: got a folder without samples.csv");
    }

    @Test
    void noTracesAreRefused() {
        assertThatThrownBy(() -> Traces.load(folder)).hasMessageContaining("got none, want default.csv");
        assertThatThrownBy(() -> Traces.load(folder.resolve("nowhere"))).hasMessageContaining("no such folder");
    }
}
