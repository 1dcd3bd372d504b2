package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RemoteCommandTest {
    @Test
    void aShellSeesEachWordAsItIs() throws Exception {
        assertSeen(List.of(
                "", " ", "a b", "'", "''", "$(reboot)", "`x`", "\\", "a\nb", "-n", "*", "ä", "!!", "; rm -rf /"));
    }

    @Property(tries = 30)
    void aShellSeesAnyWordAsItIs(@ForAll @Size(min = 1, max = 5) List<@CharRange(from = ' ', to = '~') String> words)
            throws Exception {
        assertSeen(words);
    }

    @Test
    void aWordThatNoArgumentCanBeIsRefused() {
        assertThatThrownBy(() -> new RemoteCommand("x", List.of("a\0b"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messagesDoNotShowTheArguments() {
        assertThat(RemoteCommand.script("switch", "/opt", "secret")).hasToString("switch");
    }

    private static void assertSeen(List<String> words) throws Exception {
        String command = "printf '%s\\0' " + new RemoteCommand("x", words).quoted();
        Process shell = new ProcessBuilder("sh", "-c", command).start();
        String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(seen).isEqualTo(String.join("\0", words) + "\0");
        assertThat(shell.waitFor()).isZero();
    }
}
