package ballast.agent.workload;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.ByteSize;
import ballast.model.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteToolTest {
    @Test
    void isToldThreadsAndMemoryWithItsUnit() {
        assertThat(WriteTool.command(12, ByteSize.gib(19))).hasToString("write -t 12 -m 19GiB");
    }

    @Test
    void theMeanRowTellsTheTimeOfAllThreads() throws Exception {
        assertThat(WriteTool.took("thread,pages,ns,ns_per_page\n0,5,60,12.0\n1,5,70,14.0\nmean,10,70,13.0\n"))
                .isEqualTo(Duration.ofNanos(70));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "Killed",
                "thread,pages,ns,ns_per_page",
                "0,5,60,12.0",
                "mean,10,70",
                "mean,10,many,13.0",
                "mean,10,-70,13.0",
                "mean,10,99999999999999999999,13.0",
                "mean,10,70,13.0\nOut of memory"
            })
    void anythingElseIsTheProgramsFaultAndShown(String stdout) {
        assertFault(FailureKind.WORKLOAD, () -> WriteTool.took(stdout))
                .isEqualTo("write printed no 'mean' row, but: " + stdout.strip().replace("\n", " / "));
    }
}
