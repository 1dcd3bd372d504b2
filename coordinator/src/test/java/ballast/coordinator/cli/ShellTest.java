package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShellTest {
    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(Shell.quoted(Path.of("/var/lab/store-1"))).isEqualTo("/var/lab/store-1");
        assertThat(Shell.quoted(Path.of("my store"))).isEqualTo("'my store'");
        assertThat(Shell.quoted(Path.of("it's $HOME"))).isEqualTo("'it'\\''s $HOME'");
        assertThat(Shell.quoted(Path.of("-store"))).isEqualTo("'-store'");
    }
}
