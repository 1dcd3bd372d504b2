package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.lab.DeployedLab.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A real VM of a deployed agent ends with whatever becomes of agent and host. Each test goes on where the one before ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NoOrphansIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration ORPHAN_TIME = Duration.ofSeconds(25);

    private DeployedLab lab;
    private LabHost alpha;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        lab = DeployedLab.start(folder, 4);
        alpha = lab.host("alpha");
        Path inventory = folder.resolve("lab.yaml");
        Files.writeString(
                inventory,
                Files.readString(inventory)
                        .replace("orphan-time: 60s", "orphan-time: " + ORPHAN_TIME.toSeconds() + "s"));
        up();
        Path matrix = Files.writeString(folder.resolve("long.yaml"), """
                name: long
                benchmark: inflate
                repetitions: 5
                parameters: {memory: 512MiB, target: 256MiB, cores: 1, mode: virtio-mem, nofault: true,
                             kernel-arguments: tuned, iterations: 1, delay: 10m}
                """);
        Answer submitted = lab.ballast("submit", matrix.toString());
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
    }

    @AfterAll
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private void up() throws Exception {
        Answer answer = lab.deploy("up", "alpha");
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isZero();
    }

    private List<Long> vms() {
        return alpha.vms().map(ProcessHandle::pid).toList();
    }

    /** The VM that measures, of a run that the coordinator knows to go on; probes of QEMU end by themselves. */
    private long awaitVm() {
        Awaitility.await("a VM at work").atMost(BOUND).until(() -> {
            JsonNode runs =
                    lab.ballast("status", "long", "--output", "json").json().path("runs");
            for (JsonNode run : runs) {
                if (run.at("/live/0/phase").asText().equals("pause") && vms().size() == 1) {
                    return true;
                }
            }
            return false;
        });
        return vms().get(0);
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void awaitGone(long vm, Duration bound) {
        Awaitility.await("the end of VM " + vm).atMost(bound).until(() -> !lives(vm));
    }

    @Test
    @Order(1)
    void itEndsWithItsAgentsJvm() {
        long vm = awaitVm();

        alpha.agents().forEach(ProcessHandle::destroyForcibly);

        awaitGone(vm, AT_ONCE);
        assertThat(awaitVm()).isNotEqualTo(vm);
    }

    @Test
    @Order(2)
    void itGoesOnWithoutTheCoordinatorForTheOrphanTimeAndNoLonger() throws Exception {
        long vm = awaitVm();
        long cut = System.nanoTime();

        alpha.place().unplug();
        try {
            awaitGone(vm, ORPHAN_TIME.plus(Duration.ofSeconds(20)));

            // it counts from the last word of the coordinator, which was two seconds before at most
            assertThat(Duration.ofNanos(System.nanoTime() - cut)).isGreaterThan(ORPHAN_TIME.minusSeconds(3));
            assertThat(lab.agentLog("alpha")).contains("(orphan-time): ending [");
            assertThat(alpha.agents()).hasSize(1);
        } finally {
            alpha.place().plug();
        }
        assertThat(awaitVm()).isNotEqualTo(vm);
    }

    @Test
    @Order(3)
    void itEndsWithItsHost() throws Exception {
        long vm = awaitVm();

        alpha.reboot();

        awaitGone(vm, AT_ONCE);
        assertThat(vms()).isEmpty();
        up();
        assertThat(awaitVm()).isNotEqualTo(vm);
        assertThat(leftFolders()).isEqualTo(1);
    }

    /** Folders of sockets and pid files: that of the agent which lives, and none of those before. */
    private long leftFolders() throws IOException {
        try (var entries = Files.list(alpha.install().resolve("run"))) {
            return entries.filter(Files::isDirectory).count();
        }
    }

    @Test
    @Order(4)
    void itEndsWithItsCampaignAndWithDown() throws Exception {
        long vm = awaitVm();
        assertThat(lab.ballast("cancel", "long").exitCode()).isZero();
        awaitGone(vm, BOUND);

        Answer down = lab.deploy("down", "alpha");

        assertThat(down.exitCode()).as(down.out() + down.err()).isZero();
        assertThat(vms()).isEmpty();
        assertThat(alpha.agents()).isEmpty();
    }
}
