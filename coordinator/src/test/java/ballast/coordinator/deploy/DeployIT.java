package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.deploy.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole deployments over a real sshd, with an agent that is a shell script. */
class DeployIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration HARDLY = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private FakeLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new FakeLab(folder);
    }

    @AfterEach
    void stop() throws Exception {
        lab.stop();
    }

    @Test
    void checkLooksAndChangesNothing() throws Exception {
        HostReport report = lab.deployer(SOON).check(lab.hosts("alpha")).get(0);

        assertThat(report.findings())
                .extracting(Finding::subject)
                .containsExactly("ssh", "java", "qemu", "kvm", "disk", "memory", "clock", "start");
        assertThat(report.findings())
                .filteredOn(finding ->
                        List.of("ssh", "java", "qemu", "clock", "start").contains(finding.subject()))
                .allSatisfy(finding ->
                        assertThat(finding.level()).as(finding.text()).isEqualTo(Level.OK));
        assertThat(lab.install("alpha")).doesNotExist();
    }

    @Test
    void upMakesAnAgentJoinAndDownLeavesNothing() throws Exception {
        assertThat(lab.up("alpha")).singleElement().satisfies(report -> {
            assertThat(report.ok()).as(report.toString()).isTrue();
            assertThat(report.summary()).contains("joined");
        });

        Path etc = lab.current("alpha").resolve("etc");
        assertThat(mode(etc)).isEqualTo("rwx------");
        assertThat(mode(etc.resolve("agent.yaml"))).isEqualTo("rw-------");
        assertThat(lab.install("alpha").resolve("images/mini-1234/initrd")).hasContent("initrd");
        assertThat(log("alpha")).contains("agent of alpha in " + lab.current("alpha"));
        assertThat(lab.processes()).isNotEmpty();

        assertThat(lab.deployer(SOON).down(lab.hosts("alpha"))).singleElement().satisfies(report -> {
            assertThat(report.ok()).as(report.toString()).isTrue();
            assertThat(report.summary()).isEqualTo("stopped, no VM is left");
        });
        assertThat(lab.processes()).isEmpty();
        assertThat(log("alpha")).contains("ended by SIGTERM");
        assertThat(lab.install("alpha").resolve("supervisor")).isEmptyDirectory();
        assertThat(lab.deployer(SOON).down(lab.hosts("alpha")).get(0).ok()).isTrue();
    }

    @Test
    void onlyWhatDiffersIsSent() throws Exception {
        lab.up("alpha");
        Path before = lab.current("alpha");
        Object image = inode(lab.install("alpha").resolve("images/mini-1234/initrd"));
        List<Long> agents = agents();

        assertThat(lab.up("alpha").get(0).summary()).isEqualTo("release " + before.getFileName() + " runs already");
        assertThat(lab.progress())
                .filteredOn(line -> line.contains("uploading"))
                .hasSize(1);
        assertThat(agents()).isEqualTo(agents);

        lab.bringOut("second");
        assertThat(lab.up("alpha").get(0).ok()).isTrue();
        Path after = lab.current("alpha");
        assertThat(after).isNotEqualTo(before);
        assertThat(inode(after.resolve("lib/library.jar"))).isEqualTo(inode(before.resolve("lib/library.jar")));
        assertThat(after.resolve("lib/agent-1.jar")).hasContent("second");
        assertThat(before.resolve("lib/agent-1.jar")).hasContent("first");
        assertThat(inode(lab.install("alpha").resolve("images/mini-1234/initrd")))
                .isEqualTo(image);

        Files.writeString(folder.resolve("mini-1234/vmlinuz"), "another");
        assertThat(lab.up("alpha").get(0).ok()).isTrue();
        assertThat(lab.install("alpha").resolve("images/mini-1234/vmlinuz")).hasContent("another");
        assertThat(inode(lab.install("alpha").resolve("images/mini-1234/initrd")))
                .isEqualTo(image);
        assertThat(lab.progress()).anyMatch(line -> line.contains("uploading 1 of "));
    }

    @Test
    void aKilledAgentIsStartedAgain() throws Exception {
        lab.up("alpha");
        List<Long> before = agents();
        assertThat(before).hasSize(1);

        before.forEach(agent -> ProcessHandle.of(agent).ifPresent(ProcessHandle::destroyForcibly));

        Awaitility.await().atMost(SOON).until(() -> agents().size() == 1 && !agents().equals(before));
        assertThat(log("alpha")).contains("supervisor: the agent ended with 137; started again in 2 s");
    }

    @Test
    void anAgentThatDoesNotJoinIsToldWithTheEndOfItsLog() throws Exception {
        lab.bringOut("refuses");

        HostReport report = lab.up("alpha").get(0);

        assertThat(report.ok()).isFalse();
        assertThat(report.summary()).isEqualTo("the agent ended by itself");
        assertThat(report.lines()).anyMatch(line -> line.equals("budget: got 1B, want more"));
        assertThat(report.lines()).anyMatch(line -> line.contains("refuses its settings"));
        assertThat(lab.deployer(SOON).logs(lab.hosts("alpha"), 2).get(0).lines())
                .hasSize(2);
    }

    @Test
    void theLogOfAnAgentThatKeepsDyingStaysSmall() throws Exception {
        lab.bringOut("chatty");

        assertThat(lab.up(HARDLY, "alpha").get(0).summary()).contains("did not join within 2 s");

        Path log = lab.install("alpha").resolve("log/agent.log");
        Awaitility.await().atMost(SOON).until(() -> Files.exists(Path.of(log + ".1")) && Files.size(log) < 8 << 20);
        assertThat(log("alpha")).contains("supervisor: the agent ended with 3");
    }

    @Test
    void upgradeDrainsExchangesAndUndrains() throws Exception {
        lab.up("alpha", "beta");
        lab.bringOut("second");

        List<HostReport> reports = lab.upgrade(SOON, "alpha", "beta");

        assertThat(reports)
                .allSatisfy(
                        report -> assertThat(report.ok()).as(report.toString()).isTrue());
        assertThat(lab.posted()).containsExactly("alpha/drain", "alpha/undrain", "beta/drain", "beta/undrain");
        assertThat(lab.current("beta").resolve("lib/agent-1.jar")).hasContent("second");
        lab.bringOut("third");
        lab.upgrade(SOON, "alpha");
        assertThat(lab.install("alpha").resolve("releases").toFile().list()).hasSize(2);
    }

    @Test
    void upgradeGoesBackIfTheNewReleaseDoesNotJoin() throws Exception {
        lab.up("alpha");
        Path before = lab.current("alpha");
        lab.bringOut("silent");

        HostReport report = lab.upgrade(HARDLY, "alpha").get(0);

        assertThat(report.ok()).isFalse();
        assertThat(report.summary())
                .contains("the agent did not join within 2 s")
                .endsWith("rolled back to release " + before.getFileName() + ", which joined");
        assertThat(report.lines()).anyMatch(line -> line.startsWith("agent of alpha in "));
        assertThat(lab.current("alpha")).isEqualTo(before);
        assertThat(agents()).hasSize(1);
        assertThat(lab.posted()).containsExactly("alpha/drain", "alpha/undrain");
    }

    @Test
    void upgradeNeedsSomethingToUpgrade() throws Exception {
        assertThat(lab.upgrade(SOON, "alpha").get(0).summary())
                .contains("nothing is installed")
                .contains("deploy up");
        assertThat(lab.posted()).isEmpty();
    }

    @Test
    void oneFailingHostDoesNotStopTheOthers() throws Exception {
        List<HostReport> reports = lab.up("alpha", "off", "gamma");

        assertThat(reports).extracting(report -> report.host().value()).containsExactly("alpha", "off", "gamma");
        assertThat(reports).extracting(HostReport::ok).containsExactly(true, false, true);
        assertThat(reports.get(1).summary()).contains("not reachable");
    }

    @Test
    void soManyHostsAreSeenToAtOnceAndNoMore() throws Exception {
        lab.awaitTogether(3);

        List<HostReport> reports = lab.deployer(3, SOON).check(lab.hosts("a", "b", "c", "d", "e", "f"));

        assertThat(reports).hasSize(6);
        assertThat(lab.lookedAtTogether())
                .hasSize(6)
                .allMatch(hosts -> hosts <= 3)
                .contains(3);
    }

    @Test
    void downTellsOfVmsThatAreLeft() throws Exception {
        lab.up("alpha");
        Path qemu = folder.resolve("qemu-system-x86_64");
        Files.copy(Path.of("/bin/sh"), qemu, StandardCopyOption.COPY_ATTRIBUTES);
        Process vm = new ProcessBuilder(qemu.toString(), "-c", "read line; :", lab.install("alpha") + "/run/a/qmp.sock")
                .start();
        try {
            HostReport report = lab.deployer(SOON).down(lab.hosts("alpha")).get(0);

            assertThat(report.ok()).isFalse();
            assertThat(report.summary()).contains("QEMU processes are left: " + vm.pid());
        } finally {
            vm.destroyForcibly();
        }
    }

    /** Of the script that takes Java's part. */
    private List<Long> agents() {
        return lab.processes().stream()
                .filter(process -> process.info().commandLine().orElse("").contains("AgentMain"))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    private String log(String host) throws IOException {
        try (Stream<String> lines = Files.lines(lab.install(host).resolve("log/agent.log"))) {
            return String.join("\n", lines.toList());
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino");
    }
}
