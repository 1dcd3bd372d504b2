package ballast.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCommandTest {
    private record Ended(int code, String out, String err) {}

    @TempDir
    Path folder;

    @Test
    void aBadInventoryIsBadInput() throws Exception {
        Path file = Files.writeString(folder.resolve("lab.yaml"), "host: []");

        assertThat(run("deploy", "--inventory", file.toString(), "check"))
                .isEqualTo(new Ended(2, "", file + ":1: host: unknown key; did you mean 'hosts'?\n"));
        assertThat(run("deploy", "check").err()).contains("--inventory: got none");
        assertThat(run("deploy", "check").code()).isEqualTo(2);
        assertThat(run("deploy", "up", "--join-timeout", "soon").code()).isEqualTo(2);
    }

    @Test
    void aHostThatDoesNotAnswerIsAFailureAndOptionsMayFollowTheCommand() throws Exception {
        Path file = Files.writeString(folder.resolve("lab.yaml"), """
                hosts:
                  - name: alpha
                    address: 127.0.0.1
                    ssh: {port: 1, known-hosts: known_hosts}
                    agent: {coordinators: ["127.0.0.1:1"]}
                    coordinator: {http: "http://127.0.0.1:1"}
                """);

        Ended text = run("deploy", "check", "--inventory", file.toString());
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).contains("| alpha | FAILED | SSH to root@127.0.0.1:1: not reachable");
        Ended json = run("deploy", "--output", "json", "--inventory", file.toString(), "logs", "-n", "3");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out()).contains("\"host\" : \"alpha\"").contains("\"ok\" : false");
    }

    private static Ended run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int code = BallastCommand.execute(arguments);
            return new Ended(
                    code, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
