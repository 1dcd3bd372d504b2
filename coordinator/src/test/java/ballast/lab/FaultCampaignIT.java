package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.actor.History;
import ballast.coordinator.results.ResultStore;
import ballast.lab.DeployedLab.Answer;
import ballast.model.CampaignId;
import ballast.model.Durations;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Campaigns go on while the lab around them fails in every way we know, and the history is checked afterwards.
 * {@code BALLAST_FAULT_TIME=3m} or {@code 4h} says for how long, {@code BALLAST_FAULT_SEED} repeats an order of faults.
 */
@EnabledIfEnvironmentVariable(
        named = "BALLAST_FAULT_TIME",
        matches = ".+",
        disabledReason = "BALLAST_FAULT_TIME is not set")
class FaultCampaignIT {
    private static final Duration SETTLE = Duration.ofMinutes(5);
    private static final long BUDGET = 2L << 30;
    private static final int MOST_OPEN = 20;

    private final List<CampaignId> accepted = new CopyOnWriteArrayList<>();

    @Test
    void everyAcceptedRunEndsOnce(@TempDir Path folder) throws Exception {
        Duration time = Durations.parse(System.getenv("BALLAST_FAULT_TIME"));
        long seed = Optional.ofNullable(System.getenv("BALLAST_FAULT_SEED"))
                .map(Long::parseLong)
                .orElseGet(System::nanoTime);
        System.out.println("fault campaign: seed " + seed + ", " + time);
        try (DeployedLab lab = DeployedLab.start(folder, 4)) {
            Answer up = lab.deploy("up");
            assertThat(up.exitCode()).as(up.out() + up.err()).isZero();
            LabFaults faults = new LabFaults(lab, seed);
            QemuWatch watch = QemuWatch.of(lab.host("alpha"));
            try (watch) {
                Feeder feeder = new Feeder(lab, matrices(folder), faults::end);
                Thread thread = new Thread(feeder, "feeder");
                thread.start();
                faults.happenFor(time);
                feeder.enough = true;
                thread.join();
                assertThat(feeder.failure.get()).isNull();
                awaitEnd(lab);
            } finally {
                System.out.println("fault campaign:\n" + faults);
            }
            Answer down = lab.deploy("down");
            assertThat(down.exitCode()).as(down.out() + down.err()).isZero();
            for (LabHost host : lab.hosts()) {
                assertThat(host.vms()).isEmpty();
            }
            lab.coordinator().signal("TERM");
            assertThat(lab.coordinator().awaitEnd()).isEqualTo(128 + 15);
            HistoryCheck check = new HistoryCheck(BUDGET);
            List<String> wrong = check.check(History.of(lab.store()), new ResultStore(lab.store()), accepted);
            System.out.println("fault campaign: " + check + ", " + watch.seen().size() + " real VMs");
            assertThat(wrong).as("seed " + seed).isEmpty();
            assertThat(watch.overlaps()).isEmpty();
            assertThat(watch.seen()).isNotEmpty();
        }
    }

    /** Exclusive ones on real VMs; exclusive and shared ones that are played back. */
    private static List<String[]> matrices(Path folder) throws IOException {
        Path real = Files.writeString(folder.resolve("real.yaml"), """
                name: real
                benchmark: inflate
                repetitions: 4
                parameters: {memory: 512MiB, target: 256MiB, cores: 1, mode: virtio-mem, nofault: true,
                             kernel-arguments: tuned, iterations: 1, delay: 0s}
                """);
        Path shared = Files.writeString(folder.resolve("shared.yaml"), """
                name: shared
                benchmark: multivm
                repetitions: 20
                parameters: {workload: write, touch: 64MiB, vms: 1, memory: 512MiB, minimum: 384MiB, initial: 512MiB, cores: 1,
                             mode: virtio-mem, builds: 1, delay: 1s}
                """);
        return List.of(
                new String[] {real.toString(), "--where", "driver=qemu"},
                new String[] {real.toString(), "--where", "driver=replay"},
                new String[] {shared.toString(), "--where", "driver=replay"});
    }

    private void awaitEnd(DeployedLab lab) {
        Awaitility.await("all campaigns end")
                .atMost(SETTLE)
                .pollInterval(Duration.ofSeconds(3))
                .untilAsserted(() -> {
                    Answer answer = lab.ballast("status", "--output", "json");
                    assertThat(answer.exitCode()).as(answer.err()).isZero();
                    for (JsonNode campaign : answer.json()) {
                        assertThat(campaign.path("ended").asBoolean())
                                .as(campaign.toString())
                                .isTrue();
                    }
                });
    }

    /** Hands in campaigns as long as there are few runs waiting. */
    private final class Feeder implements Runnable {
        private final DeployedLab lab;
        private final List<String[]> matrices;
        private final Runnable onFailure;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile boolean enough;

        Feeder(DeployedLab lab, List<String[]> matrices, Runnable onFailure) {
            this.lab = lab;
            this.matrices = matrices;
            this.onFailure = onFailure;
        }

        @Override
        public void run() {
            try {
                for (int next = 0; !enough; next++) {
                    String[] matrix = matrices.get(next % matrices.size());
                    Answer answer = lab.ballast("submit", matrix[0], matrix[1], matrix[2]);
                    if (answer.exitCode() == 0) {
                        accepted.add(new CampaignId(answer.out().strip()));
                    } else {
                        // no coordinator is reached, or the one that was died before its answer
                        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(3);
                    }
                    Awaitility.await("most runs have ended")
                            .atMost(SETTLE)
                            .pollInterval(Duration.ofSeconds(2))
                            .until(() -> enough || open(lab) < MOST_OPEN);
                }
            } catch (Exception | AssertionError e) {
                failure.set(e);
                onFailure.run();
            }
        }

        /** Runs that have not ended; many where that is not known. */
        private static long open(DeployedLab lab) throws IOException, InterruptedException {
            Answer answer = lab.ballast("status", "--output", "json");
            if (answer.exitCode() != 0) {
                return Long.MAX_VALUE;
            }
            long open = 0;
            for (JsonNode campaign : answer.json()) {
                JsonNode counts = campaign.path("counts");
                open += counts.path("waiting").asLong() + counts.path("running").asLong();
            }
            return open;
        }
    }
}
