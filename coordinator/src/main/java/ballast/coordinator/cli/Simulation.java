package ballast.coordinator.cli;

import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.coordinator.simulation.PlayedRun;
import ballast.coordinator.simulation.SimulatedHosts;
import ballast.coordinator.simulation.SimulationReport;
import ballast.coordinator.trace.Trace;
import ballast.model.Cell;
import ballast.model.CellId;
import ballast.model.FaultException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One campaign, played from its first run to its last. */
record Simulation(ResultStore store, SimulatedTraces traces, SimulatedHosts hosts, Duration search) {
    /** @param err where its progress is shown */
    SimulationReport run(CampaignRecord campaign, PrintStream err) throws CommandException {
        var results = new SimulatedResults(new StoredResults(store), traces);
        try (Interrupt interrupt = new Interrupt();
                SimulatedLab lab = SimulatedLab.start(
                        store, results, traces.traces(), hosts, search, line -> err.println("ballast: " + line))) {
            store.create(campaign);
            lab.startAgents();
            CampaignRun run = new CampaignRun(lab.node());
            run.submit(campaign);
            try (Progress progress = Progress.onStandardError(err, Clock.systemUTC())) {
                CompletableFuture<CampaignView> end = run.follow(campaign.id(), progress::show);
                return report(await(end, lab, interrupt));
            }
        } catch (CommitException e) {
            throw CommandException.badInput(e.getMessage());
        } catch (FaultException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: simulate: " + e.getMessage());
        }
    }

    private static CampaignView await(CompletableFuture<CampaignView> end, SimulatedLab lab, Interrupt interrupt)
            throws CommandException {
        CompletableFuture<String> failed = lab.node().failed().toCompletableFuture();
        while (true) {
            try {
                CompletableFuture.anyOf(end, failed, interrupt.asked()).get(1, TimeUnit.SECONDS);
                if (end.isDone()) {
                    return end.join();
                }
                throw new CommandException(
                        ExitCode.RUN_FAILED,
                        "ballast: simulate: " + (failed.isDone() ? failed.join() : "interrupted; simulate again"));
            } catch (TimeoutException e) {
                // the display is told of views as they come
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException(ExitCode.RUN_FAILED, "ballast: simulate: interrupted; simulate again");
            }
        }
    }

    private SimulationReport report(CampaignView view) throws FaultException {
        Map<CellId, Trace> played = new HashMap<>();
        List<PlayedRun> runs = new ArrayList<>();
        Instant first = view.runs().stream()
                .map(RunView::state)
                .filter(RunState.Completed.class::isInstance)
                .map(state -> ((RunState.Completed) state).started())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        for (RunView run : view.runs()) {
            if (run.state() instanceof RunState.Completed completed) {
                Cell cell = run.cell();
                if (!played.containsKey(cell.id())) {
                    played.put(cell.id(), traces.played(cell));
                }
                runs.add(new PlayedRun(
                        run.run(),
                        completed.host(),
                        seconds(first, completed.started()),
                        seconds(first, completed.ended()),
                        cell.demand().cores(),
                        played.get(cell.id())));
            }
        }
        return SimulationReport.of(hosts, runs, view.runs().size() - runs.size());
    }

    private static double seconds(Instant first, Instant then) {
        return Duration.between(first, then).toNanos() / 1e9;
    }
}
