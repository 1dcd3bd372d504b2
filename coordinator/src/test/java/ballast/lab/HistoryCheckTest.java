package ballast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.Samples;
import ballast.coordinator.schedule.ScheduleEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.coordinator.schedule.ScheduleEvent.CoordinatorStarted;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checks a lab's history finds each thing that must not have happened; else a campaign full of faults would prove nothing. */
class HistoryCheckTest {
    private static final HostId ALPHA = new HostId("alpha");
    private static final HostId BETA = new HostId("beta");
    private static final Cell ALONE = Samples.exclusive(1, ByteSize.mib(512));
    private static final Cell BESIDE = Samples.shared(1, ByteSize.mib(768));
    private static final List<PlannedRun> RUNS =
            Samples.runs(Samples.CAMPAIGN, List.of(ALONE, ALONE, BESIDE, BESIDE, BESIDE));
    private static final Failure POWER = new Failure(FailureKind.HOST, "its power failed", List.of());

    @TempDir
    Path folder;

    private static ScheduleEvent coordinator(long epoch) {
        return new CoordinatorStarted(epoch, Samples.NOON, "lab");
    }

    private static AttemptId attempt(int run, int number) {
        return Samples.attempt(RUNS.get(run), number);
    }

    private static ScheduleEvent starts(int run, int number, HostId host) {
        return new AttemptStarted(attempt(run, number), host, Samples.NOON);
    }

    private static ScheduleEvent completes(int run, int number) {
        return new AttemptCompleted(attempt(run, number), Samples.NOON);
    }

    private static ScheduleEvent retries(int run, int number) {
        return new AttemptRetried(attempt(run, number), POWER, Samples.NOON);
    }

    private static ScheduleEvent fails(int run, int number) {
        return new AttemptFailed(attempt(run, number), POWER, Samples.NOON);
    }

    /** A campaign of the first runs, and what happened to it. */
    private static List<ScheduleEvent> history(int runs, ScheduleEvent... events) {
        List<ScheduleEvent> history = new ArrayList<>(List.of(
                coordinator(1),
                new CampaignSubmitted(
                        Samples.CAMPAIGN, "sample", "name: sample", RUNS.subList(0, runs), Samples.NOON)));
        history.addAll(Arrays.asList(events));
        return history;
    }

    private List<String> wrong(List<ScheduleEvent> history) throws IOException {
        return new HistoryCheck(ByteSize.gib(2).bytes()).check(history, new ResultStore(folder), List.of());
    }

    @Test
    void whatIsRightIsRight() throws Exception {
        assertThat(wrong(history(
                        5,
                        starts(0, 1, ALPHA),
                        starts(1, 1, BETA),
                        completes(0, 1),
                        retries(1, 1),
                        coordinator(2),
                        starts(1, 2, ALPHA),
                        fails(1, 2),
                        starts(2, 1, BETA),
                        starts(3, 1, BETA),
                        starts(4, 1, ALPHA),
                        completes(4, 1),
                        completes(2, 1),
                        completes(3, 1))))
                .isEmpty();
    }

    @Test
    void aRunWithoutAnEndIsFound() throws Exception {
        assertThat(wrong(history(1))).anyMatch(line -> line.contains("want one result or one failure"));
        assertThat(wrong(history(1, starts(0, 1, ALPHA)))).anyMatch(line -> line.contains("never ended"));
        assertThat(wrong(history(1, starts(0, 1, ALPHA), retries(0, 1))))
                .anyMatch(line -> line.contains("want one result or one failure"));
    }

    @Test
    void twoResultsOfOneRunAreFound() throws Exception {
        assertThat(wrong(history(1, starts(0, 1, ALPHA), completes(0, 1), completes(0, 1))))
                .anyMatch(line -> line.contains("a second result"));
        assertThat(wrong(history(1, starts(0, 1, ALPHA), completes(0, 1), starts(0, 2, BETA), completes(0, 2))))
                .anyMatch(line -> line.contains("a second result"))
                .anyMatch(line -> line.contains("started after a result was committed"));
        assertThat(wrong(history(1, starts(0, 1, ALPHA), completes(0, 1), fails(0, 1))))
                .anyMatch(line -> line.contains("want one result or one failure"));
    }

    @Test
    void twoAttemptsOfOneRunAtOnceAreFound() throws Exception {
        assertThat(wrong(history(1, starts(0, 1, ALPHA), starts(0, 2, BETA), completes(0, 2), retries(0, 1))))
                .anyMatch(line -> line.contains("while another attempt of it runs"));
        assertThat(wrong(history(1, starts(0, 2, ALPHA), completes(0, 2))))
                .anyMatch(line -> line.contains("number after 0"));
    }

    @Test
    void somethingBesideAnExclusiveRunIsFound() throws Exception {
        assertThat(wrong(history(2, starts(0, 1, ALPHA), starts(1, 1, ALPHA), completes(0, 1), completes(1, 1))))
                .anyMatch(line -> line.contains("and one is exclusive"));
        assertThat(wrong(history(3, starts(2, 1, ALPHA), starts(0, 1, ALPHA), completes(0, 1), completes(2, 1))))
                .anyMatch(line -> line.contains("and one is exclusive"));
    }

    @Test
    void aHostOverItsBudgetIsFound() throws Exception {
        List<ScheduleEvent> history = new ArrayList<>(List.of(
                coordinator(1),
                new CampaignSubmitted(Samples.CAMPAIGN, "sample", "name: sample", RUNS.subList(2, 5), Samples.NOON)));
        history.addAll(List.of(starts(2, 1, ALPHA), starts(3, 1, ALPHA), starts(4, 1, ALPHA)));
        history.addAll(List.of(completes(2, 1), completes(3, 1), completes(4, 1)));

        assertThat(wrong(history)).anyMatch(line -> line.contains("over its budget of 2147483648"));
    }

    @Test
    void anEpochThatDoesNotRiseIsFound() throws Exception {
        assertThat(wrong(history(1, starts(0, 1, ALPHA), coordinator(1), completes(0, 1))))
                .anyMatch(line -> line.contains("epoch 1 after 1"));
    }

    @Test
    void aFailureWithoutReasonIsFound() throws Exception {
        var silent = new AttemptFailed(attempt(0, 1), new Failure(FailureKind.HOST, " ", List.of()), Samples.NOON);

        assertThat(wrong(history(1, starts(0, 1, ALPHA), silent)))
                .anyMatch(line -> line.contains("failed without a reason"));
    }

    @Test
    void anAcknowledgedCampaignThatIsNowhereIsFound() throws Exception {
        CampaignId lost = new CampaignId("20261123-190102-lost");

        assertThat(new HistoryCheck(ByteSize.gib(2).bytes())
                        .check(List.of(coordinator(1)), new ResultStore(folder), List.of(lost)))
                .containsExactly(
                        "campaign " + lost + " was acknowledged, and is not in the journal",
                        "campaign " + lost + " was acknowledged, and is not in the store");
    }
}
