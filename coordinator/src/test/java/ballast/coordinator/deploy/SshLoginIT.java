package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.coordinator.deploy.RemoteFile.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real OpenSSH servers. */
class SshLoginIT {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final RemoteCommand ECHO = new RemoteCommand("echo", List.of("echo", "hello"));

    @TempDir
    Path folder;

    private final List<String> learned = new ArrayList<>();
    private Sshd sshd;
    private Path key;
    private Path knownHosts;

    @BeforeEach
    void start() throws IOException {
        sshd = Sshd.start(folder.resolve("sshd"), "ed25519");
        key = Sshd.keyPair(folder.resolve("key"), "ed25519");
        sshd.lets(key);
        knownHosts = Files.writeString(folder.resolve("known_hosts"), sshd.knownHostsLine());
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void keysOfAllTypesLogIn(String type) throws Exception {
        Path own = Sshd.keyPair(folder.resolve("own"), type);
        sshd.lets(own);

        assertThat(hello(login(), route(Optional.of(own)))).isEqualTo("hello\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa", "rsa"})
    void hostKeysOfAllTypesAreKnown(String type) throws Exception {
        sshd.restartWithHostKey(type);
        Files.writeString(knownHosts, sshd.knownHostsLine());

        assertThat(hello(login(), route(Optional.of(key)))).isEqualTo("hello\n");
    }

    @Test
    void aKeyThatIsNotLetInIsRefused() {
        Path other = Sshd.keyPair(folder.resolve("other"), "ed25519");

        assertThatThrownBy(() -> hello(login(), route(Optional.of(other))))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("the login was refused")
                .hasMessageContaining("authorized_keys");
    }

    @Test
    void keysWithAPassphraseComeFromSshAgent() throws Exception {
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(folder.resolve("agent-said").toFile())
                .start();
        try {
            Awaitility.await().atMost(BOUND).until(() -> Files.exists(socket));
            addToAgent(socket);
            Sshd.run("ssh-keygen", "-q", "-p", "-P", "", "-N", "a passphrase", "-f", key.toString());

            assertThatThrownBy(() -> hello(login(), route(Optional.of(key))))
                    .hasMessageContaining("has a passphrase; type: ")
                    .hasMessageContaining("ssh-add " + key);
            SshLogin withAgent = new SshLogin(Optional.of(socket), false, BOUND);
            assertThat(hello(withAgent, route(Optional.of(key)))).isEqualTo("hello\n");
            assertThat(hello(withAgent, route(Optional.empty()))).isEqualTo("hello\n");
        } finally {
            agent.destroy();
        }
    }

    private void addToAgent(Path socket) throws Exception {
        ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString()).inheritIO();
        add.environment().put("SSH_AUTH_SOCK", socket.toString());
        Process process = add.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void anUnknownHostIsRefusedWithItsFingerprintAndCanBeLearned() throws Exception {
        Files.writeString(knownHosts, "# mine\nother.example ssh-ed25519 AAAA");
        SshRoute route = route(Optional.of(key));

        assertThatThrownBy(() -> hello(login(), route))
                .hasMessageContaining(
                        "host key unknown: [127.0.0.1]:" + sshd.port() + " offers ssh-ed25519 " + fingerprint())
                .hasMessageContaining("--learn-host-keys");
        assertThat(Files.readString(knownHosts)).isEqualTo("# mine\nother.example ssh-ed25519 AAAA");

        assertThat(hello(learning(), route)).isEqualTo("hello\n");
        assertThat(Files.readString(knownHosts))
                .isEqualTo("# mine\nother.example ssh-ed25519 AAAA\n" + sshd.knownHostsLine());
        assertThat(learned).singleElement().asString().contains(fingerprint());
        assertThat(hello(login(), route)).isEqualTo("hello\n");
    }

    @Test
    void theFirstHostOfAllIsLearnedIntoANewFile() throws Exception {
        Path fresh = folder.resolve("new").resolve("known_hosts");
        SshRoute route = new SshRoute(sshd.address(), List.of(), Optional.of(key), fresh);

        assertThat(hello(learning(), route)).isEqualTo("hello\n");
        assertThat(Files.readString(fresh)).isEqualTo(sshd.knownHostsLine());
    }

    @Test
    void aChangedHostKeyIsRefusedAlsoByWhoLearns() throws Exception {
        String before = Files.readString(knownHosts);
        sshd.restartWithHostKey("ed25519");

        assertThatThrownBy(() -> hello(learning(), route(Optional.of(key))))
                .hasMessageContaining("host key CHANGED")
                .hasMessageContaining(fingerprint())
                .hasMessageContaining("ssh-keygen -f " + knownHosts + " -R '[127.0.0.1]:" + sshd.port() + "'");
        assertThat(Files.readString(knownHosts)).isEqualTo(before);
    }

    @Test
    void aKeyOfAnotherTypeIsAChangedOneToo() throws Exception {
        sshd.restartWithHostKey("rsa");

        assertThatThrownBy(() -> hello(learning(), route(Optional.of(key))))
                .hasMessageContaining("host key CHANGED")
                .hasMessageContaining("known is one of type ssh-ed25519");
    }

    @Test
    void hashedNamesAreKnown() throws Exception {
        Sshd.run("ssh-keygen", "-q", "-H", "-f", knownHosts.toString());
        assertThat(Files.readString(knownHosts)).startsWith("|1|").doesNotContain("127.0.0.1");

        assertThat(hello(login(), route(Optional.of(key)))).isEqualTo("hello\n");
        sshd.restartWithHostKey("ecdsa");
        assertThatThrownBy(() -> hello(learning(), route(Optional.of(key)))).hasMessageContaining("host key CHANGED");
    }

    @Test
    void jumpHostsAreCheckedAndPassedOneByOne() throws Exception {
        try (Sshd first = Sshd.start(folder.resolve("first"), "ecdsa");
                Sshd second = Sshd.start(folder.resolve("second"), "rsa")) {
            first.lets(key);
            second.lets(key);
            SshRoute route = new SshRoute(
                    sshd.address(), List.of(first.address(), second.address()), Optional.of(key), knownHosts);

            assertThatThrownBy(() -> hello(login(), route))
                    .hasMessageContaining("host key unknown: [127.0.0.1]:" + first.port());
            Files.writeString(knownHosts, sshd.knownHostsLine() + first.knownHostsLine() + second.knownHostsLine());

            assertThat(hello(login(), route)).isEqualTo("hello\n");
            assertThat(first.log()).contains("Accepted publickey");
            assertThat(second.log()).contains("Accepted publickey");
        }
    }

    @Test
    void aHostThatDoesNotAnswerIsTold() {
        SshRoute route = new SshRoute(new SshAddress("root", "127.0.0.1", 1), List.of(), Optional.of(key), knownHosts);

        assertThatThrownBy(() -> hello(login(), route)).hasMessageContaining("SSH to root@127.0.0.1:1: not reachable");
    }

    @Test
    void exitCodesErrorsAndInputComeThrough() throws Exception {
        try (SshConnection connection = login().connect(route(Optional.of(key)), learned::add)) {
            RemoteCommand command =
                    new RemoteCommand("both", List.of("sh", "-c", "cat; echo \"$1\" >&2; exit 7", "x", "it's"));
            SshConnection.Result result = connection.run(command, "in\n", BOUND);
            assertThat(result).isEqualTo(new SshConnection.Result(7, "in\n", "it's\n"));
            assertThatThrownBy(() -> connection.mustRun(command, "", BOUND))
                    .hasMessage("both failed with exit code 7: it's");
            assertThatThrownBy(() -> connection.run(
                            new RemoteCommand("sleep", List.of("sleep", "60")), "", Duration.ofMillis(200)))
                    .hasMessageContaining("still ran after");
            for (int i = 0; i < 50; i++) {
                assertThat(connection.mustRun(ECHO, "", BOUND)).isEqualTo("hello\n");
            }
        }
    }

    @Test
    void filesArriveWholeWithTheirModeAndInPlaceOfOthers() throws Exception {
        Path target = Files.createDirectory(folder.resolve("a *b?"));
        Path secret = Files.writeString(target.resolve("key"), "old");
        Files.writeString(target.resolve("key.part"), "left over from a broken upload, and longer");
        try (SshConnection connection = login().connect(route(Optional.of(key)), learned::add)) {
            connection.upload(List.of(
                    RemoteFile.of(secret.toString(), Mode.SECRET, "new"),
                    RemoteFile.of(target + "/program", Mode.EXECUTABLE, "x")));

            assertThat(secret).hasContent("new");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(target.resolve("program")).isExecutable();
            assertThat(target.toFile().list()).containsExactlyInAnyOrder("key", "program");
            assertThatThrownBy(() -> connection.upload(List.of(RemoteFile.of(folder + "/none/x", Mode.READABLE, ""))))
                    .hasMessageContaining(folder + "/none/x");
        }
    }

    private String hello(SshLogin login, SshRoute route) throws DeployException, InterruptedException {
        try (SshConnection connection = login.connect(route, learned::add)) {
            return connection.mustRun(ECHO, "", BOUND);
        }
    }

    private static SshLogin login() {
        return new SshLogin(Optional.empty(), false, BOUND);
    }

    private static SshLogin learning() {
        return new SshLogin(Optional.empty(), true, BOUND);
    }

    private SshRoute route(Optional<Path> own) {
        return new SshRoute(sshd.address(), List.of(), own, knownHosts);
    }

    /** As OpenSSH itself prints it. */
    private String fingerprint() throws IOException, InterruptedException {
        Process keygen = new ProcessBuilder(
                        "ssh-keygen",
                        "-l",
                        "-f",
                        folder.resolve("sshd/host-key.pub").toString())
                .start();
        String text = new String(keygen.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keygen.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return text.split(" ")[1];
    }
}
