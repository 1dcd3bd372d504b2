package ballast.agent.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CommandQuotingTest {
    /** Through a real shell, as sshd does it: each word must arrive as it is, with an end mark behind it. */
    @Property(tries = 100)
    void everyWordArrivesAsItIs(@ForAll("words") List<String> words) throws Exception {
        List<String> printf = new ArrayList<>(List.of("printf", "%s\\n@end@\\n"));
        printf.addAll(words);
        Process shell = new ProcessBuilder("sh", "-c", new Command(printf).quoted()).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(out).isEqualTo(words.stream().map(word -> word + "\n@end@\n").collect(Collectors.joining()));
    }

    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<String> special = Arbitraries.strings()
                .withChars("'\"\\$`!*?~;&|<>(){}[]#% \t\nabä")
                .ofMaxLength(12);
        return special.list().ofMinSize(1).ofMaxSize(4);
    }

    @Test
    void anEmptyCommandIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(Command::of)
                .withMessage("a command needs at least the program's name");
    }

    @Test
    void isShownAsPeopleWriteIt() {
        assertThat(Command.of("write", "-t", "2")).hasToString("write -t 2");
    }
}
