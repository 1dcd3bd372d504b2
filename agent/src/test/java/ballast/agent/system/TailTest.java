package ballast.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    @TempDir
    Path folder;

    private Path log(String text) throws Exception {
        return Files.writeString(folder.resolve("log"), text);
    }

    @Test
    void isTheLastTwentyLines() throws Exception {
        String text = IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        assertThat(Tail.of(log(text))).hasSize(20).startsWith("11").endsWith("30");
    }

    @Test
    void losesTheCarriageReturnsOfASerialConsole() throws Exception {
        assertThat(Tail.of(log("Linux version 6.1\r\nKernel panic\r\n")))
                .containsExactly("Linux version 6.1", "Kernel panic");
    }

    @Test
    void readsOnlyTheEndOfALargeFile() throws Exception {
        assertThat(Tail.of(log("x".repeat(100_000) + "\nlast\n")))
                .hasSize(2)
                .endsWith("last")
                .allMatch(line -> line.length() < 8192);
    }

    @Test
    void isEmptyForAMissingOrEmptyFile() throws Exception {
        assertThat(Tail.of(folder.resolve("missing"))).isEmpty();
        assertThat(Tail.of(log(""))).isEmpty();
    }
}
