package ballast.coordinator.cli;

import ballast.coordinator.actor.ForwardingResults;
import ballast.coordinator.actor.ResultPort;
import ballast.coordinator.trace.Trace;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostReport;
import java.io.IOException;
import java.util.Optional;

/**
 * Results go to the simulation's own store; predictions come from where the traces do, so that runs are planned by what is known
 * before the first of them was played.
 */
final class SimulatedResults extends ForwardingResults {
    private final SimulatedTraces traces;

    SimulatedResults(ResultPort store, SimulatedTraces traces) {
        super(store);
        this.traces = traces;
    }

    @Override
    public Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException {
        return traces.predict(cell, host, quantile);
    }

    /** Nothing was measured, and a simulation does not wait for pages: {@code ballast report} makes one on request. */
    @Override
    public void ended(CampaignId campaign) {}
}
