package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.schedule.ScheduleEvent.CampaignSubmitted;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.HostId;
import ballast.model.Packing;
import ballast.model.RunId;
import ballast.model.VmStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A submitted matrix and where its runs stand.
 *
 * @param where labels that its hosts must have
 * @param packing by what its shared runs are put beside others
 * @param paused whether its waiting runs stay where they are
 * @param runs in the order in which they start
 * @param positions of each run in runs and states
 * @param states parallel to runs
 * @param tries attempts that gave nothing through no fault of their run, oldest first
 */
public record Campaign(
        CampaignId id,
        String name,
        String matrix,
        Map<String, String> where,
        Packing packing,
        boolean paused,
        List<PlannedRun> runs,
        Map<RunId, Integer> positions,
        List<RunState> states,
        Map<RunId, List<Try>> tries) {
    /** An attempt that was made in vain. */
    public record Try(AttemptId attempt, HostId host, Failure failure, Instant at) {}

    static Campaign of(CampaignSubmitted event) {
        Map<RunId, Integer> positions = new HashMap<>();
        for (int i = 0; i < event.runs().size(); i++) {
            RunId run = event.runs().get(i).run();
            if (positions.put(run, i) != null || !run.campaign().equals(event.campaign())) {
                throw new IllegalEventException("(run " + run + " is there twice or of another campaign)", event);
            }
        }
        List<RunState> states = Collections.nCopies(event.runs().size(), new Waiting(0));
        return new Campaign(
                event.campaign(),
                event.name(),
                event.matrix(),
                event.where(),
                event.packing(),
                false,
                event.runs(),
                Map.copyOf(positions),
                states,
                Map.of());
    }

    Campaign withPaused(boolean value) {
        return new Campaign(id, name, matrix, where, packing, value, runs, positions, states, tries);
    }

    /** Whatever has not ended is skipped, and nothing is left to pause. */
    Campaign cancelled() {
        List<RunState> changed = states.stream().map(RunLifecycle::cancel).toList();
        return new Campaign(id, name, matrix, where, packing, false, runs, positions, changed, tries);
    }

    /** Shares everything but the list of states: a campaign may have thousands of runs, and each has several events. */
    Campaign with(int position, UnaryOperator<RunState> change) {
        RunState before = states.get(position);
        RunState after = change.apply(before);
        if (after.equals(before)) {
            return this;
        }
        List<RunState> changed = new ArrayList<>(states);
        changed.set(position, after);
        return new Campaign(
                id,
                name,
                matrix,
                where,
                packing,
                paused,
                runs,
                positions,
                Collections.unmodifiableList(changed),
                tries);
    }

    Campaign withTry(RunId run, Try made) {
        Map<RunId, List<Try>> changed = new HashMap<>(tries);
        List<Try> all = new ArrayList<>(tries(run));
        all.add(made);
        changed.put(run, List.copyOf(all));
        return new Campaign(id, name, matrix, where, packing, paused, runs, positions, states, Map.copyOf(changed));
    }

    /** Attempts of this run that gave nothing, oldest first. */
    public List<Try> tries(RunId run) {
        return tries.getOrDefault(run, List.of());
    }

    /** Whether a run waits for a place. */
    boolean waits() {
        return !paused && states.stream().anyMatch(Waiting.class::isInstance);
    }

    /** Whether no run is waiting or running. */
    public boolean ended() {
        return states.stream().noneMatch(state -> state instanceof Waiting || state instanceof Running);
    }

    public Optional<RunState> state(RunId run) {
        return Optional.ofNullable(positions.get(run)).map(states::get);
    }

    /** What a run of it needs of its host. */
    Need need(Cell cell, Forecasts forecasts) {
        return new Need(id, cell, where, packing, forecasts.of(id, cell.id()));
    }

    Optional<PlannedRun> planned(RunId run) {
        return Optional.ofNullable(positions.get(run)).map(runs::get);
    }

    /** Its attempts on hosts, in the order of the runs. */
    public List<Running> running() {
        return states.stream()
                .filter(Running.class::isInstance)
                .map(Running.class::cast)
                .toList();
    }

    /** @param live the VMs of a running attempt, as they were last heard of */
    public CampaignView view(Function<AttemptId, List<VmStatus>> live) {
        List<RunView> views = IntStream.range(0, runs.size())
                .mapToObj(i -> {
                    RunState state = states.get(i);
                    List<VmStatus> vms = state instanceof Running running ? live.apply(running.attempt()) : List.of();
                    return new RunView(runs.get(i).run(), runs.get(i).cell(), state, vms);
                })
                .toList();
        return new CampaignView(id, name, ended(), views);
    }
}
