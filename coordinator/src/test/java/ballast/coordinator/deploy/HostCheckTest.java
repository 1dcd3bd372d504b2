package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.deploy.Finding.Level;
import ballast.model.HostId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostCheckTest {
    private static final String GOOD = """
            java openjdk version "17.0.15" 2025-04-15 OpenJDK Runtime
            qemu /usr/bin/qemu-system-x86_64
            kvm usable
            disk-kib 104857600
            writable yes
            memory-kib 16777216
            init systemd
            missing
            """;

    @Test
    void aHostThatHasAllIsFine() {
        assertThat(levels(GOOD, Duration.ofMillis(-4999), "qemu"))
                .containsOnlyKeys("ssh", "java", "qemu", "kvm", "disk", "memory", "clock", "start")
                .allSatisfy((subject, level) -> assertThat(level).isEqualTo(Level.OK));
    }

    @Test
    void whatIsNotThereIsToldEach() {
        String bad = """
                java sh: 1: java: not found
                qemu
                kvm missing
                disk-kib 1024
                writable yes
                memory-kib 1024
                init none
                missing  setsid
                """;

        assertThat(levels(bad, Duration.ofSeconds(5), "qemu"))
                .containsEntry("java", Level.WRONG)
                .containsEntry("qemu", Level.WRONG)
                .containsEntry("kvm", Level.WARNING)
                .containsEntry("disk", Level.WRONG)
                .containsEntry("memory", Level.WARNING)
                .containsEntry("clock", Level.WRONG)
                .containsEntry("tools", Level.WRONG);
    }

    @Test
    void replayNeedsNoQemu() {
        assertThat(levels(GOOD, Duration.ZERO, "replay")).doesNotContainKeys("qemu", "kvm");
    }

    @Test
    void versionsOfJavaAreReadInBothForms() {
        assertThat(HostFacts.parse("java java version \"1.8.0_452\"").javaVersion())
                .hasValue(8);
        assertThat(HostFacts.parse("java openjdk version \"21\" 2023").javaVersion())
                .hasValue(21);
        assertThat(HostFacts.parse("").javaVersion()).isEmpty();
    }

    @Test
    void theClockIsComparedWithTheMiddleOfTheQuestion() {
        assertThat(HostFacts.clockOffset("12.500000000\n", 10_000, 11_000)).isEqualTo(Duration.ofSeconds(2));
        assertThat(HostFacts.clockOffset("12.N\n", 12_000, 12_000)).isEqualTo(Duration.ZERO);
    }

    private static Map<String, Level> levels(String facts, Duration offset, String driver) {
        return HostCheck.judge(host(driver), HostFacts.parse(facts), offset).stream()
                .collect(java.util.stream.Collectors.toMap(Finding::subject, Finding::level));
    }

    private static DeployHost host(String driver) {
        return new DeployHost(
                new HostId("alpha"),
                "10.77.0.11",
                new SshRoute(
                        new SshAddress("root", "10.77.0.11", 22), List.of(), Optional.empty(), Path.of("known_hosts")),
                "/opt/ballast",
                "java",
                new AgentSettings(Map.of("driver", driver), Optional.empty()),
                new CoordinatorAccess(List.of(URI.create("http://10.77.0.1:7356")), Optional.empty(), Optional.empty()),
                List.of(),
                Optional.empty());
    }
}
