package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.message.ToAgent;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.PageReporting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent measures on real VMs, and that nothing of it remains. */
class HostAgentIT {
    private static final Duration BOOT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private RealAgent agent;

    @BeforeEach
    void start() throws Exception {
        agent = new RealAgent(TestHost.config(folder), folder);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
    }

    @Test
    void balloonShrinksGrowsAndIsTouched() throws Exception {
        Cell cell = Cells.inflate(Mode.BASE_MANUAL, false, 2, BOOT);
        AttemptId attempt = Cells.attempt(cell, 1);

        assertThat(agent.run(attempt, cell)).isEqualTo(new Outcome.Completed());

        assertThat(agent.lines("out.csv")).hasSize(3).first().isEqualTo("shrink,grow,touch,touch2");
        for (String row : agent.lines("out.csv").subList(1, 3)) {
            assertThat(row.split(","))
                    .allSatisfy(ns -> assertThat(Long.parseLong(ns)).isPositive());
        }
        long full = ByteSize.mib(512).bytes();
        long target = ByteSize.mib(256).bytes();
        assertThat(agent.lines("resizes.csv").get(1))
                .startsWith("1,shrink," + full + "," + target + "," + target + ",");
        assertThat(agent.lines("resizes.csv").get(2)).startsWith("1,grow," + target + "," + full + "," + full + ",");
        assertThatMemoryWasGivenBack();
        assertThatNothingRemains();
    }

    /** The guest touched 160 MiB before the shrink, and fewer than that may stay resident when it is shrunk. */
    private void assertThatMemoryWasGivenBack() throws Exception {
        List<String[]> samples = agent.lines("samples.csv").stream()
                .skip(1)
                .map(row -> row.split(","))
                .toList();
        List<String[]> phases =
                agent.lines("phases.csv").stream().map(row -> row.split(",")).toList();
        double shrunk = endOfFirst("shrink", phases);
        long most = ramBetween(0, shrunk, samples).max().orElseThrow();
        long least = ramBetween(shrunk - 0.15, endOfFirst("grow", phases) + 0.15, samples)
                .min()
                .orElseThrow();
        assertThat(most).isBetween(ByteSize.mib(160).bytes(), ByteSize.mib(512).bytes());
        assertThat(least).isLessThan(most - ByteSize.mib(64).bytes());
        assertThat(samples).allSatisfy(row -> assertThat(Long.parseLong(row[1])).isGreaterThan(Long.parseLong(row[2])));
    }

    private static double endOfFirst(String phase, List<String[]> phases) {
        return phases.stream()
                .filter(row -> row[0].equals(phase))
                .mapToDouble(row -> Double.parseDouble(row[3]))
                .findFirst()
                .orElseThrow();
    }

    private static LongStream ramBetween(double start, double end, List<String[]> samples) {
        return samples.stream()
                .filter(row -> Double.parseDouble(row[0]) >= start && Double.parseDouble(row[0]) <= end)
                .mapToLong(row -> Long.parseLong(row[2]));
    }

    @Test
    void virtioMemUnplugsAndPlugs() throws Exception {
        Cell cell = Cells.inflate(Mode.VIRTIO_MEM, true, 1, BOOT);

        assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

        assertThat(agent.lines("out.csv").get(1)).matches("\\d+,\\d+,nan,nan");
        assertThat(agent.lines("resizes.csv")).hasSize(3);
        assertThat(agent.lines("cmd.sh").get(0)).contains("virtio-mem-pci", "-name guest=ballast.");
        assertThatNothingRemains();
    }

    @Test
    void severalVmsBuildStaggeredAndReportTheirFreePages() throws Exception {
        Cell cell = Cells.multiVm(Mode.BASE_AUTO, 2);

        assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

        for (int vm = 0; vm < 2; vm++) {
            List<String> rows = agent.lines("vm_" + vm + "/out_0.csv");
            assertThat(rows.get(0)).isEqualTo("time,rss,small,huge,cached,total");
            assertThat(rows.size()).isGreaterThan(5);
            assertThat(rows.subList(2, rows.size() - 1))
                    .allSatisfy(row -> assertThat(row).doesNotContain("nan"));
            var times = Json.mapper().readTree(String.join("\n", agent.lines("vm_" + vm + "/times_0.json")));
            assertThat(times.path("start")).hasSize(2);
            assertThat(times.path("start").get(0).asDouble()).isBetween(vm * 2.0, vm * 2.0 + 1);
            assertThat(times.path("cpu").path("user").asDouble()).isPositive();
        }
        assertThatNothingRemains();
    }

    @Test
    void streamGoesOnWhileItsVmIsResized() throws Exception {
        Cell cell = Cells.stream(Mode.BASE_MANUAL);

        assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

        List<String> rows = agent.lines("Copy.csv");
        assertThat(rows.get(0)).isEqualTo("IterTime,Bandwidth");
        assertThat(rows.subList(1, rows.size()))
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(row).matches("\\d+\\.\\d+,\\d+\\.\\d+"));
        assertThat(rows.subList(1, rows.size()).stream()
                        .mapToDouble(row -> Double.parseDouble(row.split(",")[0]))
                        .sum())
                .isGreaterThan(2.5);
        assertThat(directions()).containsExactly("shrink", "grow");
        assertThat(phases()).containsSubsequence("fill", "settle", "work", "shrink", "work", "grow", "work");
        assertThatNothingRemains();
    }

    @Test
    void ftqLeavesItsQuanta() throws Exception {
        Cell cell = Cells.ftq(Mode.VIRTIO_MEM);

        assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

        assertThat(agent.lines("counts.dat"))
                .hasSize(400)
                .allSatisfy(count -> assertThat(count).matches("\\d+"));
        assertThat(agent.lines("times.dat")).hasSize(400);
        assertThat(directions()).containsExactly("shrink", "grow");
        assertThatNothingRemains();
    }

    /** The guest has more free than two steps of 32 MiB, so that the host takes from it after its first samples. */
    @Test
    void elasticVirtioMemFollowsItsGuest() throws Exception {
        Cell cell = Cells.compiling(Mode.VIRTIO_MEM_AUTO);

        assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

        List<String> steps = agent.lines("elastic.csv");
        assertThat(steps.get(0)).isEqualTo("time,huge,from,to");
        assertThat(steps.size()).isGreaterThan(2);
        String[] first = steps.get(1).split(",");
        assertThat(Long.parseLong(first[2])).isEqualTo(ByteSize.mib(512).bytes());
        assertThat(Long.parseLong(first[3])).isEqualTo(ByteSize.mib(480).bytes());
        var times = Json.mapper().readTree(String.join("\n", agent.lines("times_0.json")));
        assertThat(times.path("build")).hasSize(1);
        assertThat(times.path("clean").isNull()).isTrue();
        assertThat(times.path("drop").asDouble())
                .isGreaterThan(times.path("delay").get(0).asDouble() + 1.9);
        assertThat(agent.lines("out_0.csv").size()).isGreaterThan(4);
        assertThatNothingRemains();
    }

    private List<String> directions() throws Exception {
        return agent.lines("resizes.csv").stream()
                .skip(1)
                .map(row -> row.split(",")[1])
                .toList();
    }

    private List<String> phases() throws Exception {
        return agent.lines("phases.csv").stream().map(row -> row.split(",")[0]).toList();
    }

    /** A stock kernel overwrites what its command line says, so that only sysfs helps. */
    @Test
    void freePageReportingIsSetInTheGuest() throws Exception {
        Cell cell = Cells.reporting(PageReporting.Parameter.ORDER, 0);

        assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

        var meta = Json.mapper().readTree(String.join("\n", agent.lines("meta.json")));
        var order = "page_reporting_order";
        var reporting = meta.path("ballast").path("reporting");
        assertThat(reporting.path("asked").path(order).asInt(-1)).isZero();
        assertThat(reporting.path("found").path(order).asText()).isEqualTo("0");
        assertThat(agent.lines("vm_0/cmd.sh").get(0)).contains("page_reporting." + order + "=0");
        assertThatNothingRemains();
    }

    @Test
    void aParameterThatTheKernelLacksSkipsTheCell() throws Exception {
        Cell cell = Cells.reporting(PageReporting.Parameter.DELAY, 100);

        assertThat(agent.run(Cells.attempt(cell, 1), cell))
                .isInstanceOfSatisfying(
                        Outcome.Skipped.class,
                        skipped -> assertThat(skipped.reason())
                                .startsWith("VM 0: got guest kernel 6.")
                                .contains(
                                        "which has no parameter page_reporting.page_reporting_delay, want it to be 100",
                                        "leave reporting-delay out"));
        assertThatNothingRemains();
    }

    @Test
    void startIsIdempotentAndCancelEndsTheVm() throws Exception {
        Cell cell = Cells.inflate(Mode.BASE_MANUAL, true, 1000, BOOT);
        AttemptId attempt = Cells.attempt(cell, 1);
        agent.start(attempt, cell);
        agent.start(attempt, cell);
        agent.awaitPhase(0, "pause");
        assertThat(agent.vmPids()).hasSize(1);
        long pid = agent.vmPids().get(0);

        agent.tell(new ToAgent.CancelAttempt(1, attempt));
        agent.awaitInventory(inventory -> inventory.running().isEmpty());

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThatNothingRemains();
    }

    @Test
    void lowerEpochIsRefusedAndAnUploadIsTriedAgain() throws Exception {
        Cell cell = Cells.inflate(Mode.VIRTIO_MEM, true, 1, BOOT);
        AttemptId attempt = Cells.attempt(cell, 1);
        agent.tell(new ToAgent.Welcome(5, "lab"));
        agent.start(attempt, cell);
        agent.awaitInventory(inventory -> true);
        assertThat(agent.awaitInventory(inventory -> true).running()).isEmpty();

        agent.uploads.refuseWith(507);
        agent.tell(new ToAgent.StartAttempt(5, attempt, cell, agent.uploads.uri(), UploadServer.TOKEN));
        agent.awaitInventory(inventory -> inventory.held().contains(attempt));
        agent.tell(new ToAgent.CancelAttempt(5, attempt)); // comes too late: what was measured is kept
        agent.uploads.refuseWith(0);

        assertThat(agent.awaitEnd(attempt)).isEqualTo(new Outcome.Completed());
    }

    /** No process, no socket, no pid file; what is the agent's own stays as long as it does. */
    private void assertThatNothingRemains() throws Exception {
        assertThat(agent.vmPids()).isEmpty();
        try (var left = Files.list(agent.runFolder())) {
            assertThat(left.map(path -> path.getFileName().toString()).toList())
                    .isSubsetOf(Arrays.asList("lock", "cgroup", "probe.elf", "probe.log", "probe.pid"));
        }
    }
}
