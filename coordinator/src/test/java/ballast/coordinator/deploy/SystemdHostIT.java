package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments to a host whose process 1 is a real systemd: in namespaces, since this machine may have none. */
class SystemdHostIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String UNIT = "/etc/systemd/system/ballast-agent.service";

    @TempDir
    Path folder;

    private FakeLab lab;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/lib/systemd/systemd")), "skipped: there is no systemd here to run");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root may run a systemd");
        Path script = folder.resolve("with-systemd");
        try (InputStream in = SystemdHostIT.class.getResourceAsStream("with-systemd")) {
            Files.copy(in, script);
        }
        lab = new FakeLab(folder, List.of("sh", script.toString()));
    }

    @AfterEach
    void stop() throws Exception {
        if (lab != null) {
            try {
                lab.stop();
            } finally {
                lab.fail();
                removeGroups();
            }
        }
    }

    /** Its control groups, which are empty once the last of its processes was reaped. */
    private static void removeGroups() {
        Awaitility.await("control groups can be removed").atMost(SOON).until(() -> {
            new ProcessBuilder(
                            "sh",
                            "-c",
                            "find /sys/fs/cgroup -depth -path '*ballast-systemd-*' -type d -delete 2>/dev/null")
                    .start()
                    .waitFor();
            try (Stream<Path> groups = Files.find(
                    Path.of("/sys/fs/cgroup"),
                    2,
                    (path, attributes) -> path.getFileName().toString().startsWith("ballast-systemd-"))) {
                return groups.findAny().isEmpty();
            }
        });
    }

    @Test
    void upInstallsAUnitThatKeepsTheAgentAndDownStopsIt() throws Exception {
        assertThat(lab.deployer(SOON).check(lab.hosts("alpha")).get(0).findings())
                .filteredOn(finding -> finding.subject().equals("start"))
                .extracting(Finding::text)
                .containsExactly("by systemd");

        HostReport up = lab.up("alpha").get(0);
        assertThat(up.ok()).as(up.toString()).isTrue();
        assertThat(Path.of(UNIT)).as("this machine's own units").doesNotExist();
        assertThat(lab.install("alpha").resolve("supervisor")).doesNotExist();
        long agent = agent();

        ProcessHandle.of(agent).orElseThrow().destroyForcibly();
        Awaitility.await("systemd starts it again").atMost(SOON).until(() -> agents().size() == 1 && agent() != agent);
        assertThat(lab.deployer(SOON).logs(lab.hosts("alpha"), 50).get(0).lines())
                .anyMatch(line -> line.contains("agent of alpha in " + lab.install("alpha")));

        HostReport down = lab.deployer(SOON).down(lab.hosts("alpha")).get(0);
        assertThat(down.ok()).as(down.toString()).isTrue();
        assertThat(agents()).isEmpty();
    }

    @Test
    void upgradeExchangesTheAgentAndTakesBackOneThatRefuses() throws Exception {
        lab.up("alpha");
        lab.bringOut("second");
        HostReport upgraded = lab.upgrade(SOON, "alpha").get(0);
        assertThat(upgraded.ok()).as(upgraded.toString()).isTrue();
        Path second = lab.current("alpha");

        lab.bringOut("refuses");
        HostReport refused = lab.upgrade(SOON, "alpha").get(0);

        assertThat(refused.ok()).isFalse();
        assertThat(refused.summary()).contains("the agent ended by itself").endsWith("which joined");
        assertThat(refused.lines()).anyMatch(line -> line.endsWith("budget: got 1B, want more"));
        assertThat(lab.current("alpha")).isEqualTo(second);
        assertThat(agents()).hasSize(1);
    }

    private long agent() {
        assertThat(agents()).hasSize(1);
        return agents().get(0);
    }

    private List<Long> agents() {
        return lab.processes().stream()
                .filter(process -> process.info().commandLine().orElse("").contains("AgentMain"))
                .map(ProcessHandle::pid)
                .toList();
    }
}
