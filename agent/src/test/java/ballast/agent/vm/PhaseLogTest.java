package ballast.agent.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhaseLogTest {
    @TempDir
    Path folder;

    @Test
    void eachPhaseEndsWhereTheNextBegins() throws Exception {
        var phases = new PhaseLog(folder);
        assertThat(phases.current()).isEqualTo("boot");
        phases.begin("fill", 1, 2.5);
        phases.begin("shrink", 1, 4);
        assertThat(phases.current()).isEqualTo("shrink");
        phases.close(6.25);
        assertThat(folder.resolve("phases.csv")).hasContent("""
                        phase,iteration,start,end
                        boot,0,0.000000,2.500000
                        fill,1,2.500000,4.000000
                        shrink,1,4.000000,6.250000
                        """);
    }
}
