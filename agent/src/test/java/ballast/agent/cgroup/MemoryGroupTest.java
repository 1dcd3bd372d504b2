package ballast.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryGroupTest {
    private static final long BUDGET = 64L << 20;

    @TempDir
    Path folder;

    private MemoryGroup group;

    private MemoryGroup realGroup() {
        MemoryGroup.Outcome outcome = MemoryGroup.create(folder, BUDGET);
        assumeTrue(outcome.group().isPresent(), outcome::description);
        group = outcome.group().orElseThrow();
        return group;
    }

    @AfterEach
    void remove() throws IOException {
        if (group != null) {
            group.remove();
        }
    }

    private Process joined(String script) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "echo 0 >\"$1\" && " + script,
                        "sh",
                        realGroup().processes().toString())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void whoeverTakesMoreThanTheBudgetAndTheOverheadIsKilled() throws Exception {
        // 300 MiB of the shell's own memory; without the group it would print its end
        Process process = joined("x=$(head -c 300000000 /dev/zero | tr '\\0' x); echo survived");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes())).doesNotContain("survived");
        assertThat(process.exitValue()).isNotZero();
    }

    @Test
    void whoeverStaysWithinItIsNot() throws Exception {
        Process process = joined("x=$(head -c 20000000 /dev/zero | tr '\\0' x); echo survived");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes())).isEqualTo("survived\n");
    }

    @Test
    void isGoneAfterwards() throws Exception {
        MemoryGroup made = realGroup();
        assertThat(made.folder()).isDirectory();
        made.remove();
        assertThat(made.folder()).doesNotExist();
    }

    @Test
    void whatADeadAgentHasLeftIsFoundByItsRunFolder() throws Exception {
        MemoryGroup left = realGroup();
        MemoryGroup.removeLeftOver(folder);
        assertThat(left.folder()).doesNotExist();
        MemoryGroup.removeLeftOver(folder); // again does no harm
    }

    @Test
    void nothingButAGroupOfOursIsRemoved() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("cgroup"), other + "\n");
        MemoryGroup.removeLeftOver(folder);
        assertThat(other).exists();
        MemoryGroup.removeLeftOver(other); // an agent without a group
    }

    /** As systemd gives it to a unit with {@code Delegate=yes}: the files are made by the kernel there. */
    @Test
    void aDelegatedGroupIsDividedAfterTheAgentHasLeftIt() throws Exception {
        Path own = Files.createDirectory(folder.resolve("unit"));
        String self = Long.toString(ProcessHandle.current().pid());
        Files.writeString(own.resolve("cgroup.controllers"), "cpu memory\n");
        Files.writeString(own.resolve("cgroup.subtree_control"), "\n");
        Files.writeString(own.resolve("cgroup.procs"), self + "\n");
        Path run = Files.createDirectory(folder.resolve("a1"));

        MemoryGroup.Outcome outcome = MemoryGroup.create(unified(own), run, BUDGET);

        assertThat(outcome.description()).isEqualTo("v2, limit 134217728 bytes (the budget and 67108864)");
        assertThat(own.resolve("agent/cgroup.procs")).hasContent(self);
        assertThat(own.resolve("cgroup.subtree_control")).hasContent("+memory");
        assertThat(own.resolve("ballast-a1/memory.max")).hasContent("134217728");
        assertThat(outcome.group().orElseThrow().pressure()).hasValue(own.resolve("ballast-a1/memory.pressure"));
    }

    @Test
    void withoutAControllerThereIsNoneAndItSaysWhy() throws Exception {
        Path own = Files.createDirectory(folder.resolve("unit"));
        Files.writeString(own.resolve("cgroup.controllers"), "hugetlb\n");
        MemoryGroup.Outcome outcome = MemoryGroup.create(unified(own), folder, BUDGET);
        assertThat(outcome.group()).isEmpty();
        assertThat(outcome.description())
                .isEqualTo("none: cgroup v2 has no memory controller in " + own
                        + "; cgroup v1 has no memory controller here");
    }

    private static Mounts unified(Path own) {
        return new Mounts(List.of("1 1 0:1 / " + own + " rw - cgroup2 cgroup2 rw"), List.of("0::/"));
    }
}
