package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.config.AgentConfig;
import ballast.message.ToAgent;
import ballast.message.ToCoordinator;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Forecast;
import ballast.model.Isolation;
import ballast.model.Json;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real VMs that want more than their host's budget. */
class MemoryGuardIT {
    @TempDir
    Path folder;

    private RealAgent agent;

    private void start(ByteSize budget) throws Exception {
        AgentConfig host = TestHost.config(folder);
        agent = new RealAgent(
                new AgentConfig(
                        host.id(),
                        host.runRoot(),
                        host.spool(),
                        host.cache(),
                        host.images(),
                        host.guard(),
                        host.artefacts(),
                        new AgentConfig.BudgetSetting.Fixed(budget)),
                folder);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
    }

    /** Its VMs touch memory, free it, and touch it again: the host keeps what the guest has freed. */
    private static Cell cell(int vms) {
        ByteSize memory = ByteSize.mib(320);
        var vm = new VmSpec(memory, ByteSize.mib(128), memory, 1, Mode.BASE_MANUAL, Machine.Q35, Cells.TUNED);
        var write = Workload.write(ByteSize.mib(144), Duration.ofMinutes(2));
        var spec = new BenchmarkSpec.MultiVm(vm, vms, write, false, 2, Duration.ofSeconds(6));
        return Cell.of(Map.of(), spec, Isolation.SHARED, Sampling.DEFAULT, Duration.ofSeconds(90));
    }

    private record Row(double time, String event, String cause, String vm, long sum, long budget) {
        static Row of(String line) {
            String[] cells = line.split(",");
            return new Row(
                    Double.parseDouble(cells[0]),
                    cells[1],
                    cells[2],
                    cells[3],
                    Long.parseLong(cells[4]),
                    Long.parseLong(cells[5]));
        }
    }

    private List<Row> events() throws Exception {
        List<String> lines = agent.lines("guard.csv");
        assertThat(lines.get(0)).isEqualTo("time,event,cause,vm,sum,budget,available,some,full");
        return lines.stream().skip(1).map(Row::of).toList();
    }

    private static List<String> names(List<Row> events) {
        return events.stream().map(Row::event).toList();
    }

    /** The sum of both VMs' resident sets at each sample of the first, after its time. */
    private List<Long> sumsAfter(double time) throws Exception {
        List<String[]> first = samples(0);
        List<String[]> second = samples(1);
        List<Long> sums = new ArrayList<>();
        for (String[] sample : first) {
            double at = Double.parseDouble(sample[0]);
            double end = Double.parseDouble(second.get(second.size() - 1)[0]);
            if (at > time && at <= end) {
                long other = second.stream()
                        .filter(row -> Double.parseDouble(row[0]) <= at)
                        .mapToLong(row -> Long.parseLong(row[1]))
                        .reduce(0, (before, now) -> now);
                sums.add(Long.parseLong(sample[1]) + other);
            }
        }
        return sums;
    }

    private List<String[]> samples(int vm) throws Exception {
        return agent.lines("vm_" + vm + "/samples.csv").stream()
                .skip(1)
                .map(row -> row.split(","))
                .toList();
    }

    @Test
    void vmsAreShrunkBeforeTheBudgetIsExceededAndTheSumComesBack() throws Exception {
        long budget = ByteSize.mib(640).bytes();
        start(new ByteSize(budget));
        Cell cell = cell(2);
        AttemptId attempt = Cells.attempt(cell, 1);

        // the guest may run out of what was taken from it: then the run is not to blame and is tried again
        assertThat(agent.run(attempt, cell))
                .satisfiesAnyOf(
                        outcome -> assertThat(outcome).isEqualTo(new Outcome.Completed()),
                        outcome -> assertThat(
                                        ((Outcome.Failed) outcome).failure().passing())
                                .isTrue());

        List<Row> events = events();
        print(events);
        assertThat(names(events)).startsWith("hold").contains("shrink");
        assertInOrder(names(events));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.budget).isEqualTo(budget);
            assertThat(event.cause).isNotBlank();
        });
        double shrunk = events.stream()
                .filter(event -> event.event.equals("shrink"))
                .findFirst()
                .orElseThrow()
                .time;
        // not the last: a run that its guest's kernel cut short may end at its peak
        assertThat(sumsAfter(shrunk)).anySatisfy(sum -> assertThat(sum).isLessThan(budget));
        JsonNode meta = meta();
        assertThat(meta.at("/guard/marks").toString()).contains("shrunk");
        assertThat(meta.at("/guard/breaches").isArray()).isTrue();
    }

    private JsonNode meta() throws Exception {
        return Json.mapper().readTree(String.join("\n", agent.lines("meta.json")));
    }

    /** What each test has to look at where it fails. */
    private static void print(List<Row> events) {
        events.forEach(System.out::println);
    }

    /**
     * Starts are held back before anything is done to a VM, and ended is one only after that. Whether one can be shrunk before one has to be
     * paused depends on what the guests hold at that moment; the policy's own tests have the order for each case.
     */
    private static void assertInOrder(List<String> names) {
        int gentle = names.stream()
                .filter(List.of("shrink", "pause")::contains)
                .findFirst()
                .map(names::indexOf)
                .orElseThrow();
        assertThat(names.indexOf("hold")).isLessThan(gentle);
        if (names.contains("end")) {
            assertThat(names.indexOf("end")).isGreaterThan(gentle);
        }
    }

    /** Nothing can be shrunk where guests use what they have: one stands still until the other has ended. */
    @Test
    void theYoungestIsPausedAndGoesOnWhenTheOtherHasEnded() throws Exception {
        start(ByteSize.mib(560));
        Cell cell = cell(2);
        AttemptId attempt = Cells.attempt(cell, 1);

        Outcome outcome = agent.run(attempt, cell);

        List<Row> events = events();
        print(events);
        // nothing could be shrunk when it was first paused, so a later shrink is in order
        assertThat(names(events)).startsWith("hold").contains("pause");
        if (outcome instanceof Outcome.Completed) {
            assertThat(names(events)).contains("resume").doesNotContain("end");
            assertThat(meta().at("/guard/marks").toString()).contains("paused");
        } else {
            // ended by the guard, or by its own kernel after the guard had shrunk it: not the run's fault
            assertThat(((Outcome.Failed) outcome).failure().passing()).isTrue();
        }
    }

    @Test
    void oneThatIsTooLargeIsEndedAndMayBeTriedAgain() throws Exception {
        start(ByteSize.mib(240));
        Cell cell = cell(1);
        AttemptId attempt = Cells.attempt(cell, 1);

        Outcome outcome = agent.run(attempt, cell);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().passing()).isTrue();
            assertThat(failed.failure().message()).contains("memory guard").contains("budget 240.0 MiB");
        });
        List<Row> events = events();
        print(events);
        assertThat(names(events)).containsSubsequence("hold", "end").contains("breach");
        assertThat(meta().at("/guard/breaches/0/worstBytes").asLong()).isPositive();
        ToCoordinator.Inventory said = agent.awaitInventory(
                inventory -> inventory.facts().guard().orElseThrow().breaches().count() > 0);
        assertThat(said.report().versions()).containsKey("cgroup");
    }

    /** The second has no room beside the first, says its forecast: it waits for the first's end. */
    @Test
    void aForecastHoldsAStartBackUntilThereIsRoom() throws Exception {
        start(ByteSize.gib(1));
        Cell cell = Cells.compiling(Mode.BASE_MANUAL);
        long[] much = new long[600];
        Arrays.fill(much, ByteSize.mib(600).bytes());
        AttemptId first = Cells.attempt(cell, 1);
        Cell other = cell(1);
        AttemptId second = Cells.attempt(other, 1);
        Instant planned = Instant.now().plusSeconds(1);
        agent.tell(start(first, cell, Forecast.of(planned, much, 0.05)));
        agent.tell(start(second, other, Forecast.of(planned.plusMillis(500), much, 0.05)));

        ToCoordinator.Inventory held = agent.awaitInventory(
                inventory -> inventory.facts().guard().orElseThrow().held().contains(second));
        assertThat(held.running()).contains(first, second);
        assertThat(held.facts().guard().orElseThrow().planned()).isEqualTo(ByteSize.mib(600));
        assertThat(agent.awaitEnd(first)).isEqualTo(new Outcome.Completed());
        assertThat(agent.awaitEnd(second)).isEqualTo(new Outcome.Completed());
        List<Row> events = events();
        print(events);
        assertThat(names(events)).startsWith("held", "admitted");
        assertThat(events.get(0).time).isLessThan(-1);
        assertThat(events.get(0).cause).contains("are expected");
        assertThat(meta().at("/guard/marks").toString()).isEqualTo("[\"held\"]");
    }

    private ToAgent.StartAttempt start(AttemptId attempt, Cell cell, Forecast forecast) {
        return new ToAgent.StartAttempt(
                1, attempt, cell, agent.uploads.uri(), UploadServer.TOKEN, Optional.of(forecast));
    }

    @Test
    void vmsLiveInTheGroupAndTheGroupGoesWithTheAgent() throws Exception {
        start(ByteSize.gib(2));
        Cell cell = Cells.compiling(Mode.BASE_MANUAL);
        agent.start(Cells.attempt(cell, 1), cell);
        agent.awaitPhase(0, "build");
        Path record = agent.runFolder().resolve("cgroup");
        String description = agent.host.report().versions().get("cgroup");
        if (description.startsWith("none")) {
            System.out.println("no control group here: " + description);
            assertThat(agent.awaitEnd(Cells.attempt(cell, 1))).isEqualTo(new Outcome.Completed());
            return;
        }
        Path group = Path.of(Files.readString(record).strip());
        assertThat(Files.readAllLines(group.resolve("cgroup.procs")))
                .contains(agent.vmPids().get(0).toString());
        assertThat(agent.awaitEnd(Cells.attempt(cell, 1))).isEqualTo(new Outcome.Completed());
        agent.close();
        assertThat(group).doesNotExist();
    }
}
