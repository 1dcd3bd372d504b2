package ballast.agent.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private final Capture capture = new Capture(5, copy);

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        capture.write(bytes, 0, bytes.length);
    }

    @Test
    void keepsAllUpToTheLimit() {
        write("abc");
        capture.write('d');
        write("e");
        assertThat(capture.text()).isEqualTo("abcde");
        assertThat(capture.overflowed()).isFalse();
    }

    @Test
    void dropsWhatComesBehindTheLimitAndTells() {
        write("abcd");
        write("efgh");
        capture.write('i');
        assertThat(capture.text()).isEqualTo("abcde");
        assertThat(capture.overflowed()).isTrue();
    }
}
