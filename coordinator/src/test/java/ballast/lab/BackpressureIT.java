package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a small heap whose coordinator stands still, in the midst of samples that come faster than they ever do. */
class BackpressureIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int VMS = 16;
    private static final int LIVE_MS = 10;
    /** Less than what makes the agent throw its node of the cluster away, with all that is in it. */
    private static final Duration STOPPED = Duration.ofSeconds(22);

    private static final long SAMPLES_BEFORE = 100;
    /** A host says one a second, whatever its VMs do; some more are on their way. */
    private static final long MOST_MESSAGES = STOPPED.toSeconds() + 8;

    private static final Pattern MESSAGES =
            Pattern.compile("\\s+\\d+:\\s+(\\d+)\\s+\\d+\\s+ballast\\.message\\.ToCoordinator\\$Progress\\b");

    @TempDir
    Path folder;

    @Test
    void whatAStoppedCoordinatorDoesNotTakeIsNotKeptInMemory() throws Exception {
        try (SingleLab lab = SingleLab.start(folder, 3600, made -> {})) {
            Node agents = startAgent(lab);
            String campaign = lab.client()
                    .ballast(
                            "submit",
                            lab.settings().matrix("hung", "shared", VMS).toString());
            Awaitility.await("all runs running")
                    .atMost(BOUND)
                    .ignoreExceptions()
                    .until(() -> Placements.count(lab.client(), campaign, "running") == VMS);
            double began = samples(lab);
            Awaitility.await("samples").atMost(BOUND).until(() -> samples(lab) > began + SAMPLES_BEFORE);

            lab.coordinator().signal("STOP");
            long most = mostMessagesIn(agents);
            lab.coordinator().signal("CONT");

            System.out.println("backpressure: at most " + most
                    + " messages in the agent's memory while the coordinator stood still");
            assertThat(most).isLessThanOrEqualTo(MOST_MESSAGES);
            assertThat(agents.isAlive()).as(agents.said()).isTrue();
            double woken = samples(lab);
            Awaitility.await("samples again")
                    .atMost(BOUND)
                    .ignoreExceptions()
                    .until(() -> samples(lab) > woken + SAMPLES_BEFORE);
            assertThat(Placements.count(lab.client(), campaign, "running")).isEqualTo(VMS);
        }
    }

    private static Node startAgent(SingleLab lab) throws IOException {
        lab.alphaAgent().close();
        Place place = lab.network().place("agents", 12);
        lab.settings().certificates("certs", Map.of("agents", place));
        Node agents = lab.open(Node.startWith(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
                place,
                lab.settings().folder().resolve("agents.out"),
                "ballast.lab.ReplayAgents",
                lab.settings().folder().toString(),
                place.address(),
                lab.coordinatorPlace().address() + ":" + SingleLab.CLUSTER_PORT,
                "0",
                "1",
                Integer.toString(VMS),
                Integer.toString(LIVE_MS),
                "1"));
        agents.awaitSaid(ReplayAgents.ALL_JOINED);
        return agents;
    }

    private static double samples(SingleLab lab) throws Exception {
        return lab.client()
                .text("/metrics")
                .lines()
                .filter(line -> line.startsWith("ballast_vm_samples_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Looks at what lives in its heap as long as the coordinator may stand still. */
    private static long mostMessagesIn(Node process) {
        List<Long> seen = new ArrayList<>();
        long began = System.nanoTime();
        Awaitility.await("the time that it stands still")
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    seen.add(messagesIn(process.pid()));
                    return System.nanoTime() - began > STOPPED.toNanos();
                });
        return seen.stream().max(Long::compare).orElseThrow();
    }

    private static long messagesIn(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = Shell.run(jcmd, Long.toString(pid), "GC.class_histogram");
        assertThat(histogram).contains("java.lang.String");
        Matcher found = MESSAGES.matcher(histogram);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
